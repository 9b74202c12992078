package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Axi;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.Window;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;

/** Does the RTL do in every cycle what the simulator says, on programs that no compiler would write and on accelerators at their limits? */
class RandomProgramLockstepTest {
  private static final int ACCELERATORS = 8;
  private static final int PROGRAMS = 3;
  private static final int JOBS = 80;

  @TempDir Path folder;

  @Test
  void randomProgramsOnRandomAcceleratorsRunWithoutADivergence() {
    long cycles = 0;
    for (Accelerator accelerator : LongStream.range(0, ACCELERATORS).mapToObj(RandomAccelerator::of).toList()) {
      cycles += run(accelerator);
    }
    assertTrue(cycles > 200_000, cycles + " cycles");
  }

  @Test
  void acceleratorsAtTheirLimitsRunWithoutADivergence() {
    Accelerator base = Accelerators.tiny();
    Axi narrow = new Axi(32, 16, 64, 64);
    List<Accelerator> extremes =
        List.of(
            with(base, 128, 2, rom(2, 1, 1, 1), 2, base.axi()),
            with(base, 4, 128, rom(16, 4, 4, 1), 4, base.axi()),
            with(base, 32, 8, rom(8192, 32, 2, 1), 8, new Axi(512, 32, 1, 1)),
            with(base, 8, 3, CodebookStore.Kind.SRAM.apply(new CodebookStore.Capacity(64, 5, 3, 8)), 1, narrow));
    extremes.forEach(this::run);
  }

  /** Six columns of padding of 32 channels each: whole passes lie in it, 128 elements and more before the first that counts. */
  @Test
  void passesThatLieWhollyInThePaddingHaveNoDivergence() {
    QuantisedTensor in = new QuantisedTensor("in", new Shape(32, 3, 4), 1, Storage.INT8);
    QuantisedTensor out = new QuantisedTensor("out", new Shape(8, 3, 7), 1, Storage.INT8);
    Random random = new Random(1);
    byte[] weights = new byte[8 * 7 * 7 * 32];
    random.nextBytes(weights);
    QuantisedLayer layer = new QuantisedLayer("layer", in, new LayerWeights.Plain(8, 7 * 7 * 32, weights), new Window(7, 7, 1, 1, 1, 1, 3, 6, 3, 3), 1,
        new int[8], Collections.nCopies(8, new Requantisation(1 << 15, 26)), Optional.empty(), -128, 127, Optional.empty(), out, List.of("layer"));
    Case wide = Case.of(new QuantisedNetwork("wide", List.of(in), List.of(out), List.of(layer)), Accelerators.small(32, 8),
        List.of(random.ints(32 * 3 * 4, -127, 128).toArray()));
    Verification verification = Benches.lockstep(List.of(wide), folder, Benches.options().withWaveform(false));
    assertEquals(Optional.empty(), verification.first());
    assertTrue(verification.equal() && verification.outputsEqual());
  }

  /** Pixels so far apart that their places in the input row leave 24 bits: they wrap, as addresses do, and the row is met again. */
  @Test
  void placesInARowThatLeave24BitsHaveNoDivergence() {
    Accelerator tiny = Accelerators.tiny(CodebookStore.Kind.NONE);
    Accelerator deep = new Accelerator(1, "deep", tiny.array(), 100, tiny.technology(), tiny.codebook(), new Accelerator.Buffers(2, 64, 1, 1, 1, 1),
        tiny.postprocess(), tiny.axi(), tiny.dram());
    assertEquals(2048, deep.accumulatorDepth());
    Program fill = RandomProgram.of(deep, 1, 0);
    Waits all = new Waits(count(fill, Unit.LOAD), 0, count(fill, Unit.DRAIN), 0);
    int rows = deep.array().rows();
    int group = deep.plainGroupBytes();
    List<Instruction> instructions = new ArrayList<>(fill.instructions());
    for (int xFirst : new int[] {0, -(1 << 19), (1 << 19) - 1}) {
      instructions.add(new Instruction.Compute(all, 1, 1, 0, 0, 0, 0, group, rows / group * group, 0, 0, deep.array().columns(), 0, 1,
          deep.accumulatorDepth(), 0, (1 << 14) - 1, 1, 1, 1, 0, 0, 0, rows, rows, 0, 0, 1, 1, 1, xFirst, (1 << 20) - 1, 0));
    }
    Program far = new Program("far", instructions, new int[instructions.size()], List.of("far"), fill.data(), fill.scratchBytes(), fill.inputBytes(),
        fill.outputBytes(), List.of(), List.of(), fill.rom(), 0);
    Verification verification = Lockstep.verify(List.of(Inference.of(far, List.of())), deep, fill.rom(), ConfigurationHash.of(deep, fill.rom()),
        Benches.rtl(deep, fill.rom(), folder.resolve("deep")), folder.resolve("deep/work"), Benches.options().withWaveform(false));
    assertEquals(Optional.empty(), verification.first());
    assertTrue(verification.equal());
  }

  private static int count(Program program, Unit unit) {
    return (int) program.instructions().stream().filter(it -> it.unit() == unit).count();
  }

  private static CodebookStore rom(int entries, int dimension, int ports, int books) {
    return CodebookStore.Kind.ROM.apply(new CodebookStore.Capacity(entries, dimension, ports, books));
  }

  private static Accelerator with(Accelerator base, int rows, int columns, CodebookStore codebook, int lanes, Axi axi) {
    var buffers = new Accelerator.Buffers(2, Math.max(1, columns / 8), 2, 2, 2, 2);
    return new Accelerator(
        1, "limit-" + rows + "x" + columns, new Accelerator.Array(rows, columns), 100, base.technology(), codebook, buffers,
        new Accelerator.Postprocess(lanes), axi, base.dram());
  }

  /** Returns the cycles compared. */
  private long run(Accelerator accelerator) {
    // Each program has its own ROM: one program, but a longer one, where there is one.
    boolean rom = accelerator.codebook().isFixed();
    List<Inference> runs = new ArrayList<>();
    for (int i = 0; i < (rom ? 1 : PROGRAMS); i++) {
      runs.add(Inference.of(RandomProgram.of(accelerator, i, rom ? PROGRAMS * JOBS : JOBS), List.of()));
    }
    byte[] content = runs.get(0).program().rom();
    Path own = folder.resolve(accelerator.name());
    Verification verification =
        Lockstep.verify(
            runs, accelerator, content, ConfigurationHash.of(accelerator, content), Benches.rtl(accelerator, content, own),
            own.resolve("work"), Benches.options().withWaveform(false));
    assertEquals(Optional.empty(), verification.first(), accelerator.toString());
    assertTrue(verification.equal());
    return verification.cyclesCompared();
  }
}
