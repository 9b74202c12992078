package org.lexicore.testbenches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;

/**
 * Memory images of the runs of a program's inferences, for benches that run without Java: {@code image.txt} with binaries beside it for the
 * reactive bench, {@code image.vh}, {@code before.hex} and {@code after.hex} for the 4-state one, which makes the first run alone.
 */
record BenchImage(Accelerator accelerator, long configurationHash, List<RecordedRun> runs) {
  /** A 4-state run that takes so many times the simulator's cycles has failed: its memory answers one burst at a time. */
  private static final int SLOWEST = 60;

  private static final int LEAST_LIMIT = 20_000;

  BenchImage {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("at least one run is needed");
    }
    runs = List.copyOf(runs);
  }

  /** Writes all files into {@code folder}. */
  void writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Program> programs = programs();
      for (int i = 0; i < programs.size(); i++) {
        Files.write(folder.resolve("program-" + i + ".bin"), programs.get(i).instructionBytes());
        Files.write(folder.resolve("data-" + i + ".bin"), programs.get(i).data());
      }
      for (int i = 0; i < runs.size(); i++) {
        Files.write(folder.resolve("before-" + i + ".bin"), runs.get(i).before());
        Files.write(folder.resolve("after-" + i + ".bin"), runs.get(i).memory());
      }
      Files.writeString(folder.resolve("image.txt"), text());
      Files.writeString(folder.resolve("image.vh"), header());
      writeHex(folder.resolve("before.hex"), before(runs.get(0)));
      writeHex(folder.resolve("after.hex"), runs.get(0).memory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each once, in the order of the runs. */
  private List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (RecordedRun run : runs) {
      if (programs.stream().noneMatch(known -> known == run.inference().program())) {
        programs.add(run.inference().program());
      }
    }
    return programs;
  }

  private static byte[] before(RecordedRun run) {
    Program program = run.inference().program();
    MemoryMap map = run.inference().map();
    byte[] memory = new byte[map.end()];
    byte[] instructions = program.instructionBytes();
    System.arraycopy(instructions, 0, memory, map.program(), instructions.length);
    System.arraycopy(program.data(), 0, memory, map.data(), program.data().length);
    System.arraycopy(run.before(), 0, memory, run.from(), run.before().length);
    return memory;
  }

  private int memoryBytes() {
    return runs.stream().mapToInt(run -> run.inference().map().end()).max().orElseThrow();
  }

  private String text() {
    StringBuilder text = new StringBuilder("# Inferences of " + names() + " on " + accelerator.name() + "\n");
    line(text, "word_bytes %d", accelerator.wordBytes());
    line(text, "outstanding_reads %d", accelerator.axi().outstandingReads());
    line(text, "outstanding_writes %d", accelerator.axi().outstandingWrites());
    line(text, "memory_bytes %d", memoryBytes());
    Registers.all().forEach(register ->
        line(text, "register %s 0x%03x %s 0x%08x", register.name(), register.offset(), access(register.access()), afterReset(register)));
    for (int i = 0; i < runs.size(); i++) {
      run(text, i);
    }
    return text.toString();
  }

  private void run(StringBuilder text, int number) {
    RecordedRun run = runs.get(number);
    int program = programs().indexOf(run.inference().program());
    MemoryMap map = run.inference().map();
    line(text, "run %d", run.cycles());
    sets(run).forEach((name, value) -> line(text, "set %s 0x%08x", name, value));
    ranges(text, run);
    line(text, "load program-%d.bin 0x%x", program, map.program());
    line(text, "load data-%d.bin 0x%x", program, map.data());
    line(text, "load before-%d.bin 0x%x", number, run.from());
    line(text, "expect after-%d.bin", number);
    new TreeMap<>(run.registers()).forEach((name, value) -> line(text, "check %s 0x%08x", name, value));
  }

  private String names() {
    return String.join(", ", programs().stream().map(Program::network).distinct().toList());
  }

  private static String access(Registers.Access access) {
    return switch (access) {
      case READ -> "read";
      case WRITE -> "write";
      case READ_WRITE -> "read-write";
    };
  }

  private int afterReset(Registers.Register register) {
    return switch (register.offset()) {
      case Registers.IDENTITY -> Registers.IDENTITY_VALUE;
      case Registers.CONFIGURATION_LOW -> (int) configurationHash;
      case Registers.CONFIGURATION_HIGH -> (int) (configurationHash >> Integer.SIZE);
      default -> 0;
    };
  }

  private static SequencedMap<String, Integer> sets(RecordedRun run) {
    MemoryMap map = run.inference().map();
    SequencedMap<String, Integer> sets = new LinkedHashMap<>();
    sets.put("PROGRAM", map.program() + run.run().offset());
    sets.put("INSTRUCTIONS", run.run().count());
    for (Region region : Region.values()) {
      sets.put(region.name(), map.base(region));
    }
    return sets;
  }

  /** Where reads of each kind begin; neighbours of one kind are joined. */
  private void ranges(StringBuilder text, RecordedRun run) {
    MemoryMap map = run.inference().map();
    int first = map.program() + run.run().offset();
    line(text, "range %s 0x%x 0x%x", Traffic.INSTRUCTIONS.key(), first, first + Instruction.BYTES * run.run().count());
    TreeMap<Long, Range> ranges = new TreeMap<>();
    for (Instruction instruction : run.inference().program().instructions(run.run())) {
      if (instruction instanceof Instruction.Load load) {
        add(ranges, load, map);
      }
    }
    List<Range> joined = new ArrayList<>();
    for (Range range : ranges.values()) {
      Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.kind == range.kind && last.end >= range.first) {
        joined.set(joined.size() - 1, new Range(last.kind, last.first, Math.max(last.end, range.end)));
      } else {
        joined.add(range);
      }
    }
    joined.forEach(range -> line(text, "range %s 0x%x 0x%x", Traffic.values()[range.kind].key(), range.first, range.end));
  }

  private void add(TreeMap<Long, Range> ranges, Instruction.Load load, MemoryMap map) {
    long first = Integer.toUnsignedLong(map.base(Region.values()[load.region()])) + Integer.toUnsignedLong(load.offset());
    for (int segment = 0; segment < load.segments(); segment++) {
      long end = first + (long) load.words() * accelerator.wordBytes();
      ranges.merge(first, new Range(load.kind(), first, end), (a, b) -> a.end >= b.end ? a : b);
      first += Integer.toUnsignedLong(load.sourceStride());
    }
  }

  private record Range(int kind, long first, long end) {}

  /** What the Verilog bench includes. */
  private String header() {
    var writes = sets(runs.get(0));
    writes.put("INTERRUPT_ENABLE", 1);
    writes.put("CONTROL", Registers.START);
    List<String> list = new ArrayList<>();
    writes.forEach((name, value) -> list.add(0, String.format(Locale.ROOT, "12'h%03x, 32'h%08x", offset(name), value)));
    StringBuilder text = new StringBuilder("// The first run of an inference of " + runs.get(0).inference().program().network() + " on " + accelerator.name() + ".\n");
    line(text, "`define IMAGE_WORD_BYTES %d", accelerator.wordBytes());
    line(text, "`define IMAGE_ADDRESS_BITS %d", accelerator.axi().addressBits());
    line(text, "`define IMAGE_MEMORY_BYTES %d", runs.get(0).inference().map().end());
    line(text, "`define IMAGE_CYCLE_LIMIT %d", LEAST_LIMIT + SLOWEST * runs.get(0).cycles());
    line(text, "`define IMAGE_SETS %d", writes.size());
    line(text, "`define IMAGE_SET_LIST {%s}", String.join(", ", list));
    return text.toString();
  }

  private static int offset(String name) {
    return Registers.all().stream().filter(register -> register.name().equals(name)).findFirst().orElseThrow().offset();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static void writeHex(Path file, byte[] bytes) throws IOException {
    StringBuilder text = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16)).append('\n');
    }
    Files.writeString(file, text, StandardCharsets.US_ASCII);
  }
}
