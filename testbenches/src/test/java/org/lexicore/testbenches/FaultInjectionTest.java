package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.TraceWriter;

/** Is a fault of one bit or one condition found, and named with its cycle, its signal and both values? */
class FaultInjectionTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();

  @TempDir static Path folder;

  private static Case subject;
  private static Path sound;

  @BeforeAll
  static void drawTheNetwork() {
    subject = Subjects.coded();
    sound = Benches.rtl(ACCELERATOR, subject.program().rom(), folder.resolve("sound"));
  }

  private static LayerWeights.Coded firstCodedLayer() {
    return subject.network().layers().stream()
        .map(QuantisedLayer::weights)
        .filter(LayerWeights.Coded.class::isInstance)
        .map(LayerWeights.Coded.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSoundDesignHasNoDivergence() {
    Verification verification = verify(sound);
    assertTrue(verification.equal(), verification.toString());
    assertTrue(verification.outputsEqual());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a rounding bit           | lexicore_requantiser.v    | + 19'd1;                       | + 19'd0;                           | event_result_data
          an address bit           | lexicore_burst_generator.v| = burst_address;               | = burst_address ^ 32'd64;          | m_axi_araddr
          a token comparison       | lexicore_tokens.v         | = !surplus[15];                | = !surplus[15] && surplus != 16'd0;| event_issue
          a handshake              | lexicore_read_port.v      | else if (m_axi_arready)        | else if (1'b1)                     | m_axi_arvalid
          an order of two requests | lexicore_read_port.v      | load_request && !fetch_request;| load_request;                      | event_issue
          """)
  void isFound(String name, String file, String from, String to, String signal) throws Exception {
    Path rtl = copy(name.replace(' ', '-'));
    String text = Files.readString(rtl.resolve(file));
    assertEquals(text.length() - from.length(), text.replace(from, "").length(), "the fault's place is there once");
    Files.writeString(rtl.resolve(file), text.replace(from, to));
    expectDivergence(verify(rtl), signal);
  }

  @Test
  void aBitOfTheCodebookIsFound() throws Exception {
    Path rtl = copy("codebook");
    Path file = rtl.resolve("lexicore_rom.v");
    String text = Files.readString(file);
    int entry = firstCodedLayer().indices()[0];
    Matcher line = Pattern.compile("'d" + entry + ": word = 32'h[0-9a-f]*?([0-9a-f]);").matcher(text);
    assertTrue(line.find(), "the entry is in the table");
    char flipped = Character.forDigit(Character.digit(line.group(1).charAt(0), 16) ^ 1, 16);
    Files.writeString(file, text.substring(0, line.start(1)) + flipped + text.substring(line.end(1)));
    expectDivergence(verify(rtl), "event_decode_data");
  }

  @Test
  void aBitOfAnIndexIsFound() {
    Instruction.Load load =
        subject.program().instructions().stream()
            .filter(i -> i instanceof Instruction.Load l && l.kind() == 0)
            .map(Instruction.Load.class::cast)
            .findFirst()
            .orElseThrow();
    int address = subject.inference().map().data() + load.offset();
    Verification verification =
        new Replay(Benches.options().withWaveform(false)).run(out -> out.write(traceWithAFlippedBit(address)), sound, folder.resolve("index"));
    expectDivergence(verification, "event_decode_data");
  }

  /** The simulator's trace, but the RTL gets a wrong bit in the first word read from {@code address}. */
  private static byte[] traceWithAFlippedBit(int address) {
    byte[] rom = subject.program().rom();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter trace = new TraceWriter(ACCELERATOR, bytes)) {
      Machine machine = new Machine(ACCELERATOR, rom, Dram.of(ACCELERATOR), ConfigurationHash.of(ACCELERATOR, rom));
      Recorder.prepare(machine, subject.inference());
      byte[] right = machine.content().read(address, ACCELERATOR.wordBytes());
      machine.run(subject.program(), subject.inference().map(), flipping(trace, right));
    }
    return bytes.toByteArray();
  }

  private static TraceSink flipping(TraceSink sink, byte[] word) {
    boolean[] done = {false};
    return (TraceSink)
        Proxy.newProxyInstance(
            TraceSink.class.getClassLoader(),
            new Class<?>[] {TraceSink.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("readData") && !done[0] && holds((byte[]) arguments[1], (int) arguments[2], word)) {
                done[0] = true;
                byte[] wrong = ((byte[]) arguments[1]).clone();
                wrong[(int) arguments[2]] ^= 1;
                arguments[1] = wrong;
              }
              return method.invoke(sink, arguments);
            });
  }

  private static boolean holds(byte[] data, int from, byte[] word) {
    return java.util.Arrays.equals(data, from, from + word.length, word, 0, word.length);
  }

  private static void expectDivergence(Verification verification, String signal) {
    assertFalse(verification.equal());
    assertFalse(verification.outputsEqual());
    Divergence first = verification.first().orElseThrow();
    assertEquals(signal, first.signal());
    assertTrue(first.cycle() > 0 && first.cycle() == verification.cyclesCompared(), first.toString());
    assertNotEquals(first.expected(), first.actual());
    assertTrue(first.expected().matches("0x[0-9a-f]+") && first.actual().matches("0x[0-9a-f]+"), first.toString());
  }

  private static Path copy(String name) throws Exception {
    return Benches.rtl(ACCELERATOR, subject.program().rom(), folder.resolve(name));
  }

  private static Verification verify(Path rtl) {
    byte[] rom = subject.program().rom();
    return Lockstep.verify(
        List.of(subject.inference()), ACCELERATOR, rom, ConfigurationHash.of(ACCELERATOR, rom), rtl, folder.resolve("work"),
        Benches.options().withWaveform(false));
  }
}
