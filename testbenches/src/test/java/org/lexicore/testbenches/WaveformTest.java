package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.CycleWindow;
import org.lexicore.simulator.trace.WaveWriter;

/** Does the simulator's waveform lie beside that of the RTL, with the same values at the same times? */
class WaveformTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();
  private static final long FROM = 40;
  private static final long TO = 1240;
  private static final int CONSTANTS = 10;

  @TempDir Path folder;

  @Test
  void bothShowTheSameInEveryCycle() throws Exception {
    Case subject = Case.several(ACCELERATOR, 7, 1, 3).getFirst();
    byte[] rom = Case.rom(List.of(subject));
    long hash = ConfigurationHash.of(ACCELERATOR, rom);
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder);
    Recorder recorder = new Recorder(ACCELERATOR, rom, hash, List.of(subject.inference()));
    new Replay(Benches.options()).record(recorder::trace, rtl, FROM, TO - 1, folder.resolve("rtl.vcd"));
    TreeMap<Long, Map<String, String>> shown = Waveform.read(folder.resolve("rtl.vcd"));
    TreeMap<Long, Map<String, String>> foretold = simulated(subject, rom, hash);
    assertEquals(foretold.keySet(), shown.keySet());
    assertEquals(TO - FROM, shown.size());
    long compared = 0;
    for (long time : foretold.keySet()) {
      for (Map.Entry<String, String> signal : foretold.get(time).entrySet()) {
        compared += compare(time, signal.getKey(), signal.getValue(), shown.get(time).get(signal.getKey()));
      }
    }
    assertTrue(compared > (TO - FROM) * CONSTANTS * 3, compared + " values");
  }

  private TreeMap<Long, Map<String, String>> simulated(Case subject, byte[] rom, long hash) throws Exception {
    Path file = folder.resolve("simulator.vcd");
    try (OutputStream out = Files.newOutputStream(file);
        WaveWriter waves = new WaveWriter(ACCELERATOR, new CycleWindow(FROM, TO), out)) {
      Machine machine = new Machine(ACCELERATOR, rom, Dram.of(ACCELERATOR), hash);
      Recorder.prepare(machine, subject.inference());
      machine.run(subject.inference().program(), subject.inference().map(), waves);
    }
    return Waveform.read(file);
  }

  /** Returns 1 if there is anything to compare: what the simulator shows as x may be anything. */
  private static int compare(long time, String name, String foretold, String shown) {
    assertTrue(shown != null, name + " is not in the RTL's waveform");
    String whole = "0".repeat(foretold.length() - shown.length()) + shown;
    for (int i = 0; i < foretold.length(); i++) {
      boolean open = foretold.charAt(i) == 'x';
      assertTrue(open || foretold.charAt(i) == whole.charAt(i), "at " + time + ", " + name + ": " + foretold + ", the RTL shows " + whole);
    }
    return foretold.matches("x+") ? 0 : 1;
  }
}
