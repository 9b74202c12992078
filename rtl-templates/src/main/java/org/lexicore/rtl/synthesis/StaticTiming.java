package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The longest paths that OpenSTA finds, cells only: there is no placement, so wires have neither capacitance nor resistance. Before, nets
 * that cross borders of modules get trees of buffers ({@code buffer.tcl}).
 *
 * @param endpoints paths that were measured
 * @param bufferUm2 the area of those buffers, which belong to no module
 * @param longest the longest path that ends in each module, the longest first
 */
public record StaticTiming(int endpoints, double bufferUm2, List<LongestPath> longest) {
  /** A path of {@code ns}, setup time included, from the pin where it starts to the one where it ends. */
  public record LongestPath(String module, double ns, String start, String end) {}

  /** Any period would do: a path's length is the period less its slack. */
  private static final double PERIOD_NS = 10;

  private static final String BUFFERS = "buffer.tcl";

  /** Loads beyond which a net gets a tree. */
  private static final int FANOUT = 16;

  private static final Pattern BUFFER_COUNT = Pattern.compile("^buffers: (\\d+)$", Pattern.MULTILINE);

  /** {@code core.x/Q (DFFPOSX1) core.y/D (DFFPOSX1) 6.789}: start, end, slack. */
  private static final Pattern SUMMARY = Pattern.compile("^(\\S+)(?: \\(\\w+\\))? +(\\S+)(?: \\(\\w+\\))? +(-?[0-9.]+)$");

  /** The longest path of all, in ns. */
  public double longestNs() {
    return longest.getFirst().ns();
  }

  /** Measures {@code folder/netlist.v}, made of the Verilog in {@code rtl}. */
  static StaticTiming measure(Osu018 library, Path rtl, Path folder) {
    try {
      Files.writeString(folder.resolve(BUFFERS), SynthesisSources.resource(BUFFERS));
      Files.writeString(folder.resolve("measure.tcl"), script(library));
      String log = ToolRun.succeed(folder, "sta.log", List.of("sta", "-exit", "measure.tcl"));
      Matcher buffers = BUFFER_COUNT.matcher(log);
      // OpenSTA ends with 0 even after an error.
      if (log.contains("Error") || !buffers.find()) {
        throw new IllegalStateException("sta: " + log);
      }
      double bufferUm2 = library.area(Map.of("BUFX4", Integer.parseInt(buffers.group(1))));
      return of(bufferUm2, Files.readAllLines(folder.resolve("endpoints.txt")), InstanceTree.read(rtl));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that decides about the paths of a netlist. */
  static String fingerprint(Osu018 library) {
    return script(library) + SynthesisSources.resource(BUFFERS);
  }

  private static String script(Osu018 library) {
    return """
        read_liberty %s
        read_verilog netlist.v
        link_design lexicore
        source %s
        buffer_wide_nets aclk %d
        create_clock -name aclk -period %s [get_ports aclk]
        set inputs {}
        foreach port [all_inputs] { if {[get_property $port full_name] != "aclk"} { lappend inputs $port } }
        set_input_delay 0 -clock aclk $inputs
        set_output_delay 0 -clock aclk [all_outputs]
        report_checks -path_delay max -format summary -group_count 200000 -endpoint_count 1 -digits 3 > endpoints.txt
        """.formatted(library.liberty(), BUFFERS, FANOUT, PERIOD_NS);
  }

  /** From OpenSTA's summary, one line an endpoint. */
  static StaticTiming of(double bufferUm2, List<String> summary, InstanceTree tree) {
    Map<String, LongestPath> longest = new TreeMap<>();
    int endpoints = 0;
    for (String line : summary) {
      Matcher matcher = SUMMARY.matcher(line.strip());
      if (!matcher.matches()) {
        continue;
      }
      endpoints++;
      String start = matcher.group(1).replace("\\", "");
      String end = matcher.group(2).replace("\\", "");
      // Three digits are printed.
      double ns = Math.rint(1000 * (PERIOD_NS - Double.parseDouble(matcher.group(3)))) / 1000;
      // A port has no module: the path then counts for the module where it begins.
      String module = tree.moduleOf(end.contains(".") ? end : start);
      longest.merge(module, new LongestPath(module, ns, start, end), (a, b) -> a.ns() >= b.ns() ? a : b);
    }
    if (longest.isEmpty()) {
      throw new IllegalStateException("OpenSTA found no path");
    }
    List<LongestPath> sorted = new ArrayList<>(longest.values());
    sorted.sort(Comparator.comparingDouble(LongestPath::ns).reversed());
    return new StaticTiming(endpoints, bufferUm2, sorted);
  }
}
