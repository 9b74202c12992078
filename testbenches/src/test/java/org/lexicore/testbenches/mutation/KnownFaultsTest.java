package org.lexicore.testbenches.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.CodebookStore;

/** Do the benches that travel with the Verilog find faults that one small network lets through, one of each kind? */
class KnownFaultsTest {
  private static final int LEAST = 27;

  @TempDir Path folder;

  /** A fault made by hand: {@code from} is there once in {@code file}. */
  private record Fault(String name, String file, String from, String to) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("odd index widths", "index_decoder", "(16'hFFFF << index_bits)", "(16'hFFFF << (index_bits & 5'd30))"),
          new Fault("index widths of 4 and more at another port than the first", "index_decoder", "PORT} * {7'd0, index_bits}", "PORT} * {10'd0, index_bits[1:0]}"),
          new Fault("another book than the first", "index_decoder", "{book_held[BOOK_BITS-1:0], index}", "{{BOOK_BITS{1'b0}}, index}"),
          new Fault("a codeword across segments", "pass_sequencer", "segment_last ? 16'd0 - {10'd0, lead_next}", "segment_last ? 16'd0"),
          new Fault("a diagonal", "index_decoder", "diagonal3 ? on_diagonal : plain3", "plain3"),
          new Fault("a uint8 residual", "drain_lane", "residual_signed4 && residual4[7]", "residual4[7]"),
          new Fault("an int8 residual", "drain_lane", "residual_signed4 && residual4[7]", "1'b0"),
          new Fault("a residual under a pool", "drain_nest", "bytes_window_row <= bytes_next", "bytes_window_row <= bytes"),
          new Fault("a pool with padding above", "drain_nest", "y < {8'd0, tile_y_held} && x", "x"),
          new Fault("a pool with padding on the left", "drain_nest", "<= {{8{x_first[11]}}, x_first};", "<= {8'd0, x_first};"),
          new Fault("a pool of nothing but padding", "drain_lane", "else if (window_first13)", "else if (1'b0)"),
          new Fault("an average of negative values", "drain_lane", "{{23{value13[8]}}, value13}", "{23'd0, value13}"),
          new Fault("a maximum of negative values", "drain_lane", "value13 > maximum14", "$unsigned(value13) > $unsigned(maximum14)"),
          new Fault("dilation", "pass_sequencer", "row + {14'd0, y_dilation_held}", "row + 20'd1"),
          new Fault("a stride over rows", "span_reader", "row0 + {14'd0, pass_y_stride}", "row0 + 20'd1"),
          new Fault("a wide gap in front", "span_reader", "!before1[23] && before1[22:7] != 16'd0", "1'b0"),
          new Fault("a wide gap behind", "span_reader", "!after1[23] && after1[22:7] != 16'd0", "1'b0"),
          new Fault("values beyond 16 bits", "requantiser", "rounded_sign ? 16'h8000 : 16'h7FFF", "16'h7FFF"),
          new Fault("values a little below 16 bits", "requantiser", "rounded[17] && rounded[16:15] != 2'b11", "1'b0"),
          new Fault("rounding", "requantiser", "+ 19'd1;", "+ 19'd0;"),
          new Fault("values below 8 bits", "drain_lane", "value13 <= lowest12;", "value13 <= 9'd0;"),
          new Fault("more than 256 instructions of a unit", "tokens", "!surplus[15]", "(surplus[15:8] == 8'd0)"),
          new Fault("tokens at 2^16", "tokens", "count + {15'd0, retire[unit]}", "(count + {15'd0, retire[unit]}) & 16'h7FFF"),
          new Fault("the strobes of a store's last word", "write_port", "PLACE < burst_last_bytes", "PLACE <= burst_last_bytes"),
          new Fault("segments backwards", "burst_generator", "segment_stride       <= stride;", "segment_stride       <= {8'd0, stride[23:0]};"),
          new Fault("counters at 2^32", "counter", "high <= high + 32'd1;", "high <= high;"),
          new Fault("a strobe of a register's byte", "registers", "{8{s_axi_wstrb[1]}}", "{8{s_axi_wstrb[0]}}"),
          new Fault("a write where no register is", "registers", "default: s_axi_bresp <= SLVERR", "default: s_axi_bresp <= OKAY"),
          new Fault("a read where no register is", "registers", "s_axi_rresp <= SLVERR", "s_axi_rresp <= OKAY"),
          new Fault("a register's value after the reset", "registers", "interrupt_enable <= 32'd0;", "interrupt_enable <= 32'd2;"),
          new Fault("a start in a run", "control", "!write_data[1] && !running", "!write_data[1]"),
          new Fault("a start together with a soft reset", "control", "!write_data[1] && !running", "!running"),
          new Fault("INTERRUPT_CLEAR with 0", "control", "interrupt_clear_write && write_data[0]", "interrupt_clear_write"),
          new Fault("other bits of INTERRUPT_ENABLE", "control", "interrupt_enable[0] &&", "(interrupt_enable != 32'd0) &&"),
          new Fault("low bits of a load's base", "load", "{base[31:8], 8'd0} + offset", "base + offset"),
          new Fault("low bits of a store's base", "store", "{base[31:8], 8'd0} + offset", "base + offset"),
          new Fault("a soft reset together with a read's error", "control", "read_failed && !resetting && !soft_reset", "read_failed"),
          new Fault("a soft reset together with a write's error", "control", "write_failed && !resetting && !soft_reset", "write_failed"),
          new Fault("a start behind an end that was not cleared", "control", "if (reset || start) begin", "if (reset) begin"),
          new Fault("requests, issues and dispatches after an abort", "control", "!running || aborting", "!running"),
          new Fault("an illegal instruction's status", "control", "aborted && illegal_failed && !resetting && !soft_reset", "1'b0"),
          new Fault("a wait for a store, counted as none", "core", "!for_load && !for_drain && !satisfied[4*COMPUTE+STORE]", "1'b0"),
          new Fault("a wait for a store, counted as that for another unit", "core", "!satisfied[4*COMPUTE+STORE]", "!satisfied[4*COMPUTE+LOAD]"),
          new Fault("a wait for a store, counted twice", "core", "!for_drain && !for_store;", "!for_drain;"),
          new Fault("a wait for a store and a load, counted as both", "core", "waiting && !for_load && !for_drain && !satisfied[4*COMPUTE+STORE]", "waiting && !for_drain && !satisfied[4*COMPUTE+STORE]"),
          new Fault("a wait for a store and a drain, counted as both", "core", "waiting && !for_load && !for_drain && !satisfied[4*COMPUTE+STORE]", "waiting && !for_load && !satisfied[4*COMPUTE+STORE]"),
          new Fault("writes one behind the other in every third cycle", "registers", "s_axi_wvalid && (!s_axi_bvalid || s_axi_bready)", "s_axi_wvalid && !s_axi_bvalid"),
          new Fault("reads one behind the other in every third cycle", "registers", "s_axi_arvalid && (!s_axi_rvalid || s_axi_rready)", "s_axi_arvalid && !s_axi_rvalid"),
          new Fault("a byte 2^18 and more in its row", "pass_sequencer", "column           <= {{4{x_first[19]}}, x_first};", "column           <= {{4{x_first[18]}}, x_first};"),
          new Fault("a byte 2^18 and more in a later kernel row", "pass_sequencer", "x_first_held      <= {{4{x_first[19]}}, x_first};", "x_first_held      <= {{4{x_first[18]}}, x_first};"));

  /** Its line with the change, as a mutant. */
  private static Mutant mutant(Fault fault, String text) {
    String file = "lexicore_" + fault.file + ".v";
    assertEquals(text.length() - fault.from.length(), text.replace(fault.from, "").length(), fault.name + ": the place is there once");
    int line = (int) text.substring(0, text.indexOf(fault.from)).lines().count();
    String whole = text.lines().skip(line - 1L).findFirst().orElseThrow();
    String expression = Expressions.in(whole).orElseThrow(() -> new IllegalStateException(whole)).expression();
    String changed = Expressions.in(whole.replace(fault.from, fault.to)).orElseThrow().expression();
    return new Mutant(file, line, fault.name, expression, changed, fault.from);
  }

  @Test
  void everyOneIsFound() {
    MutationBench bench = new MutationBench(KnownFaults.accelerator(CodebookStore.Kind.SRAM), new byte[0], folder);
    List<Mutant> mutants = FAULTS.stream().map(fault -> mutant(fault, bench.files().get("lexicore_" + fault.file + ".v"))).toList();
    assertEquals(List.of(), bench.build(mutants));
    assertEquals(Verdict.SURVIVED, bench.checkSound(), bench.said());
    List<String> missed = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Verdict verdict = bench.check(mutant);
      System.out.println(mutant.operator() + ": " + verdict);
      if (!verdict.caught()) {
        missed.add(mutant.operator() + ": " + verdict);
      }
    }
    assertEquals(List.of(), missed);
    assertTrue(FAULTS.size() >= LEAST);
  }
}
