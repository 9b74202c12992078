package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does {@code lexicore_requantiser} round and saturate as docs/arithmetic.md says, six cycles later? */
class RequantiserTest {
  private static final int CASES = 20_000;

  @TempDir Path folder;

  private record Case(int x, int multiplier, int shift) {
    String hex() {
      return String.format("%08x%04x%02x", x, multiplier, shift);
    }
  }

  @Test
  void everyWidthRoundsHalvesUpAndSaturates() throws IOException {
    RtlGenerator.generate(Configurations.small(), new byte[0], folder);
    for (int bits : new int[] {9, 32}) {
      List<Case> cases = cases(bits);
      assertEquals(CASES, cases.size());
      List<Integer> expected = cases.stream().map(c -> Interpreter.requantise(c.x, c.multiplier, c.shift)).toList();
      assertEquals(expected, run(bits, cases));
    }
  }

  private static List<Case> cases(int bits) {
    List<Case> cases = new ArrayList<>();
    int[] corners = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -256, -255, -129, -128, -1, 0, 1, 127, 128, 255, Integer.MAX_VALUE};
    for (int x : corners) {
      for (int multiplier : new int[] {0, 1, 2, 255, 256, 0x7FFF, 0x8000, 0xFF00, 0xFFFF}) {
        for (int shift = 1; shift <= 47; shift++) {
          cases.add(new Case(bits == 9 ? Math.clamp(x, -256, 255) : x, multiplier, shift));
        }
      }
    }
    Random random = new Random(bits);
    while (cases.size() < CASES) {
      int size = random.nextInt(bits);
      int x = random.nextInt() >> 31 - size;
      cases.add(new Case(x, random.nextInt(65536), 1 + random.nextInt(Math.min(47, size + 20))));
    }
    return cases.subList(0, CASES);
  }

  private List<Integer> run(int bits, List<Case> cases) throws IOException {
    Files.writeString(folder.resolve("cases.hex"), String.join("\n", cases.stream().map(Case::hex).toList()) + "\n");
    Files.writeString(
        folder.resolve("bench.v"),
        """
        module bench;
            reg clock = 0;
            reg [55:0] cases [0:%1$d];
            reg [55:0] now;
            wire [15:0] y;
            integer i, out;
            lexicore_requantiser #(.BITS(%2$d)) dut (
                .clock(clock), .x(now[24 +: %2$d]), .multiplier(now[23:8]), .shift(now[5:0]), .y(y));
            initial begin
                $readmemh("cases.hex", cases);
                out = $fopen("results.txt");
                for (i = 0; i < %1$d + 6; i = i + 1) begin
                    now = i <= %1$d ? cases[i] : 56'd0;
                    #1 clock = 1;
                    #1 clock = 0;
                    if (i >= 5)
                        $fdisplay(out, "%%0d", $signed(y));
                end
                $finish;
            end
        endmodule
        """
            .formatted(cases.size() - 1, bits));
    Tool.succeed(folder, List.of("iverilog", "-g2005", "-o", "bench.vvp", "-s", "bench", "bench.v", "rtl/lexicore_requantiser.v"));
    Tool.succeed(folder, List.of("vvp", "-n", "bench.vvp"));
    return Files.readAllLines(folder.resolve("results.txt")).stream().map(Integer::parseInt).toList();
  }
}
