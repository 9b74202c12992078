package org.lexicore.rtl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;

/** {@code lexicore_core} of one accelerator, compiled with Icarus Verilog for {@code core_test.v}, and its runs. */
final class CoreRun {
  /** One line of the log, split at the blanks: what, cycle, and what belongs to it. */
  record Event(String kind, int cycle, List<String> values) {}

  /** What a run left: its events, and the memory, −1 for a byte that is not known. */
  record Outcome(List<Event> events, int[] memory) {
    List<Event> of(String kind) {
      return events.stream().filter(e -> e.kind.equals(kind)).toList();
    }

    /** Cycles of the events of {@code kind} of unit {@code unit}. */
    List<Integer> of(String kind, int unit) {
      return of(kind).stream().filter(e -> e.values.get(0).equals(String.valueOf(unit))).map(Event::cycle).toList();
    }

    /** Value of the register at {@code offset}, with its response. */
    String register(int offset) {
      String name = String.format("%03x", offset);
      return events.stream()
          .filter(e -> e.kind.equals("register") && e.values.get(0).equals(name))
          .map(e -> e.values.get(1) + " " + e.values.get(2))
          .findFirst()
          .orElseThrow();
    }

    long counter(int offset) {
      return Long.parseLong(register(offset + 4).substring(0, 8) + register(offset).substring(0, 8), 16);
    }
  }

  private final Path folder;

  CoreRun(Accelerator a, byte[] rom, Path folder) {
    this.folder = folder;
    RtlGenerator.generate(a, rom, folder);
    try (InputStream bench = CoreRun.class.getResourceAsStream("core_test.v")) {
      Files.write(folder.resolve("core_test.v"), bench.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of("iverilog", "-g2005", "-Wall", "-o", "core_test.vvp", "-s", "core_test"));
    command.addAll(
        List.of(
            "-Pcore_test.ROWS=" + a.array().rows(), "-Pcore_test.COLUMNS=" + a.array().columns(),
            "-Pcore_test.PORTS=" + a.codebook().ports(), "-Pcore_test.LANES=" + a.postprocess().lanes(),
            "-Pcore_test.WORD_BYTES=" + a.wordBytes(), "-Pcore_test.ADDRESS_BITS=" + a.axi().addressBits(),
            "core_test.v"));
    Verilog.fileNames(a).forEach(file -> command.add("rtl/" + file));
    Tool.succeed(folder, command);
  }

  /** Runs {@code memory}'s program; {@code arguments} are the bench's, as {@code stall=30}. */
  Outcome run(byte[] memory, int instructions, String... arguments) {
    try {
      StringBuilder hex = new StringBuilder(3 * memory.length);
      for (byte b : memory) {
        hex.append(HexFormat.of().toHexDigits(b)).append('\n');
      }
      Files.writeString(folder.resolve("memory.hex"), hex);
      List<String> command = new ArrayList<>(List.of("vvp", "-n", "core_test.vvp", "+instructions=" + instructions));
      for (String argument : arguments) {
        command.add("+" + argument);
      }
      String said = Tool.succeed(folder, command);
      if (!said.isEmpty()) {
        throw new AssertionError(said);
      }
      List<Event> events = Files.readAllLines(folder.resolve("events.log")).stream().map(CoreRun::event).toList();
      int[] after =
          Files.readAllLines(folder.resolve("after.hex")).stream()
              .filter(line -> !line.startsWith("//"))
              .mapToInt(line -> line.contains("x") ? -1 : Integer.parseInt(line.trim(), 16))
              .toArray();
      return new Outcome(events, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event event(String line) {
    String[] parts = line.split(" ");
    if (parts[0].equals("register")) {
      return new Event(parts[0], 0, List.of(parts).subList(1, parts.length));
    }
    return new Event(parts[0], Integer.parseInt(parts[1]), List.of(parts).subList(2, parts.length));
  }
}
