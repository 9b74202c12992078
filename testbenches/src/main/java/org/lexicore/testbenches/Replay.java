package org.lexicore.testbenches;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replays a trace into a Verilated design, which runs in a process of its own, and compares every cycle.
 *
 * <p>The process takes the trace from a pipe in large batches while it is still being written.
 */
final class Replay {
  private static final int BATCH = 1 << 18;
  private static final int WINDOW_BEFORE = 200;
  private static final int WINDOW_AFTER = 40;

  private final BenchOptions options;
  private final DesignBuilder builder;

  Replay(BenchOptions options) {
    this.options = options;
    this.builder = new DesignBuilder(options);
  }

  /** Compares the Verilog in {@code rtl} with {@code source}; logs and a waveform lie in {@code work}. */
  Verification run(TraceSource source, Path rtl, Path work) {
    try {
      Files.createDirectories(work);
      Path log = work.resolve("lockstep.log");
      Verification verification = parse(compare(source, rtl, log), log);
      if (verification.equal() || !options.waveform() || verification.first().isEmpty()) {
        return verification;
      }
      Path waveform = work.resolve("divergence.vcd");
      long cycle = verification.first().get().cycle();
      record(source, rtl, Math.max(0, cycle - WINDOW_BEFORE), cycle + WINDOW_AFTER, waveform);
      return Files.exists(waveform) ? verification.withWaveform(waveform) : verification;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String compare(TraceSource source, Path rtl, Path log) throws IOException {
    if (options.coverage().isEmpty()) {
      return feed(builder.build(DesignBuilder.Program.LOCKSTEP, rtl), List.of(), source, log);
    }
    List<String> counters = List.of("--coverage", options.coverage().get().toAbsolutePath().toString());
    return feed(builder.build(DesignBuilder.Program.LOCKSTEP_COVERAGE, rtl), counters, source, log);
  }

  /**
   * Writes a waveform of the cycles {@code from} to {@code to}, which need not be equal, into {@code waveform}, and a log
   * beside it. It takes a run of its own, of a design that can record, since most runs have no divergence.
   */
  void record(TraceSource source, Path rtl, long from, long to, Path waveform) throws IOException {
    Path program = builder.build(DesignBuilder.Program.LOCKSTEP_WAVE, rtl);
    List<String> window = List.of("--wave", waveform.toString(), "--from", Long.toString(from), "--to", Long.toString(to));
    feed(program, window, source, waveform.resolveSibling("waveform.log"));
  }

  private String feed(Path program, List<String> arguments, TraceSource source, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--seed", Long.toString(options.seed())));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    boolean complete = false;
    try {
      complete = write(source, process);
      // What it says is one line: it fits the pipe, so there is no need to read it meanwhile.
      String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = Tools.await(process);
      if (status != 0 && status != 1 || status == 0 && !arguments.contains("--wave") && !complete) {
        throw new BenchException("the lockstep run ended with status " + status + ":\n" + Files.readString(log));
      }
      return line;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Returns whether the process took all of the trace: it does not if it leaves at a divergence. */
  private static boolean write(TraceSource source, Process process) {
    try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), BATCH)) {
      source.writeTo(out);
      out.flush();
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static Verification parse(String line, Path log) throws IOException {
    try {
      int divergences = Integer.parseInt(field(line, "divergences"));
      Optional<Divergence> first =
          divergences == 0
              ? Optional.empty()
              : Optional.of(
                  new Divergence(
                      Long.parseLong(field(line, "cycle")), field(line, "signal"), field(line, "expected"), field(line, "actual")));
      return new Verification(
          Long.parseLong(field(line, "cycles")), Integer.parseInt(field(line, "signals")), Long.parseLong(field(line, "values")),
          divergences, first, divergences == 0, Optional.empty());
    } catch (IllegalStateException e) {
      throw new BenchException("the lockstep run said nothing useful: " + line + "\n" + Files.readString(log));
    }
  }

  private static String field(String line, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": \"?([^\",}]*)").matcher(line);
    if (!matcher.find()) {
      throw new IllegalStateException(name);
    }
    return matcher.group(1);
  }
}
