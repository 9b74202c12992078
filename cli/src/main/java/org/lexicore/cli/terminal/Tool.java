package org.lexicore.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lexicore.testbenches.ToolMissingException;

/**
 * A program outside Lexicore.
 *
 * @param name of the executable
 * @param debianPackage what installs it
 * @param purpose what it is needed for
 * @param versionOption what makes it print its version
 */
public record Tool(String name, String debianPackage, String purpose, String versionOption) {
  /** What maps Verilog to cells. */
  public static final Tool YOSYS = new Tool("yosys", "yosys", "area --synthesise", "-V");

  /** What measures paths. */
  public static final Tool STA = new Tool("sta", "opensta", "area --synthesise: longest paths", "-version");

  /** What places an FPGA's cells and routes the wires between them. */
  public static final Tool NEXTPNR = new Tool("nextpnr-ice40", "nextpnr-ice40", "area --synthesise: wires", "--version");

  /** Every program that Lexicore may call. */
  public static final List<Tool> ALL =
      List.of(
          new Tool("verilator", "verilator", "verify: lockstep of simulator and Verilog", "--version"),
          new Tool("g++", "g++", "verify: compiles the Verilated design", "--version"),
          new Tool("make", "make", "verify, and `make -C tb`", "--version"),
          new Tool("ccache", "ccache", "faster second verify (optional)", "--version"),
          new Tool("iverilog", "iverilog", "tests: four-state simulation", "-V"),
          YOSYS,
          STA,
          NEXTPNR,
          new Tool("chromium", "chromium", "tests: looks at the report", "--version"));

  /**
   * Makes sure of {@code tools}.
   *
   * @throws ToolMissingException naming all that are missing
   */
  public static void require(List<Tool> tools) {
    List<Tool> missing = tools.stream().filter(tool -> tool.find().isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new ToolMissingException(missing.stream().map(Tool::name).toList(), missing.stream().map(Tool::debianPackage).toList());
    }
  }

  /** The executable on the path, if there. */
  public Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder, name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static String firstLine(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroy();
      return "";
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  /** First line of what it says about its version, or "" if it says nothing within five seconds. */
  public String version() {
    try {
      // What stands on the error stream is as often a complaint as a version: it counts only if there is nothing else.
      String version = firstLine(new ProcessBuilder(name, versionOption).redirectError(ProcessBuilder.Redirect.DISCARD));
      return version.isEmpty() ? firstLine(new ProcessBuilder(name, versionOption).redirectErrorStream(true)) : version;
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
