// Modules by themselves, where a whole program would take too long: counters at 2^32, tokens at 2^16.
//
// Contract: prints "PASS" or "FAIL <what>" and ends. Needs nothing but the library; counters are set through their hierarchy.
`timescale 1ns / 1ps
`default_nettype none

module lexicore_modules_tb;
  reg clock = 1'b0;
  reg failed = 1'b0;

  always #5 clock = ~clock;

  task fail(input [8*40-1:0] what);
    begin
      if (!failed) $display("FAIL %0s", what);
      failed = 1'b1;
    end
  endtask

  // ---- counters: steps of 1 and of 8, across the carry at any pattern of pauses

  reg clear = 1'b1;
  reg count = 1'b0;
  wire [63:0] ones;
  wire [63:0] eights;
  reg [63:0] expected_ones;
  reg [63:0] expected_eights;
  integer seed = 1;
  integer i;

  lexicore_counter counter_1 (.clock(clock), .clear(clear), .count(count), .value(ones));
  lexicore_counter #(.STEP_BITS(3)) counter_8 (.clock(clock), .clear(clear), .count(count), .value(eights));

  // The upper half follows a cycle later: compared when nothing counts.
  task counters(input [31:0] high, input [31:0] low);
    begin
      @(negedge clock);
      count = 1'b0;
      counter_1.low = low;
      counter_1.high = high;
      counter_1.carry = 1'b0;
      counter_8.low = low[31:3];
      counter_8.high = high;
      counter_8.carry = 1'b0;
      expected_ones = {high, low};
      expected_eights = {high, low[31:3], 3'd0};
      for (i = 0; i < 64; i = i + 1) begin
        count = $random(seed);
        if (count) begin
          expected_ones = expected_ones + 64'd1;
          expected_eights = expected_eights + 64'd8;
        end
        @(negedge clock);
        if (ones[31:0] !== expected_ones[31:0]) fail("a counter's lower half");
        if (eights[31:0] !== expected_eights[31:0]) fail("a counter's lower half, steps of 8");
      end
      count = 1'b0;
      @(negedge clock);
      @(negedge clock);
      if (ones !== expected_ones) fail("a counter at 2^32");
      if (eights !== expected_eights) fail("a counter at 2^32, steps of 8");
    end
  endtask

  // ---- tokens: retirements past 2^16, waits before, at and behind them

  reg tokens_clear = 1'b1;
  reg [3:0] dispatch = 4'd0;
  reg [3:0] retire = 4'd0;
  reg [255:0] waits = 256'd0;
  wire [15:0] satisfied;
  wire all_retired;
  reg [15:0] retired [0:3];
  integer behind [0:3];
  reg [15:0] wanted;
  reg [15:0] surplus;
  integer cycle, unit, other;

  lexicore_tokens tokens (
      .clock(clock), .clear(tokens_clear), .dispatch(dispatch), .retire(retire), .waits(waits), .satisfied(satisfied),
      .all_retired(all_retired)
  );

  // Waits of instruction u for unit v lie in bits 16 v + 15 : 16 v of its 64 bits.
  task draw_waits;
    begin
      for (unit = 0; unit < 4; unit = unit + 1)
        for (other = 0; other < 4; other = other + 1)
          case ($random(seed) & 3)
            0: waits[64*unit+16*other+:16] = retired[other];
            1: waits[64*unit+16*other+:16] = retired[other] + 16'd1;
            2: waits[64*unit+16*other+:16] = retired[other] - 16'h7FFF + ($random(seed) & 1);
            default: waits[64*unit+16*other+:16] = $random(seed);
          endcase
    end
  endtask

  task check_tokens;
    begin
      for (unit = 0; unit < 4; unit = unit + 1)
        for (other = 0; other < 4; other = other + 1) begin
          wanted = waits[64*unit+16*other+:16];
          surplus = retired[other] - wanted;
          if (satisfied[4*unit+other] !== !surplus[15]) fail("a token");
        end
      if (all_retired !== (behind[0] == 0 && behind[1] == 0 && behind[2] == 0 && behind[3] == 0)) fail("all_retired");
    end
  endtask

  // So many tokens of the units 0 and 2, and of 1 and 3.
  task retired_from(input [15:0] even, input [15:0] odd);
    begin
      retired[0] = even;
      retired[1] = odd;
      retired[2] = even;
      retired[3] = odd;
      if (!tokens_clear) begin
        tokens.counter[0].count = even;
        tokens.counter[1].count = odd;
        tokens.counter[2].count = even;
        tokens.counter[3].count = odd;
      end
    end
  endtask

  task retire_many;
    for (cycle = 0; cycle < 500; cycle = cycle + 1) begin
      for (unit = 0; unit < 4; unit = unit + 1) begin
        retire[unit] = behind[unit] > 0 && ($random(seed) & 3) != 0;
        dispatch[unit] = behind[unit] < 5 && (cycle & 127) < 100 && ($random(seed) & 3) != 0;
      end
      @(negedge clock);
      for (unit = 0; unit < 4; unit = unit + 1) begin
        retired[unit] = retired[unit] + retire[unit];
        behind[unit] = behind[unit] + dispatch[unit] - retire[unit];
      end
      draw_waits;
      #1 check_tokens;
    end
  endtask

  initial begin
    repeat (4) @(negedge clock);
    if (ones !== 64'd0 || eights !== 64'd0) fail("a counter that is cleared");
    clear = 1'b0;
    counters(32'd0, 32'd0);
    counters(32'd0, 32'hFFFFFFE0);
    counters(32'd0, 32'hFFFFFF60);
    counters(32'd41, 32'hFFFFFFF0);
    counters(32'hFFFF, 32'hFFFFFFE0);
    counters(32'h7FFFFFFF, 32'hFFFFFF80);
    counters(32'd3, 32'h7FFFFFE0);
    clear = 1'b1;
    count = 1'b1;
    repeat (3) @(negedge clock);
    if (ones !== 64'd0 || eights !== 64'd0) fail("a counter that is cleared while it counts");

    for (unit = 0; unit < 4; unit = unit + 1) behind[unit] = 0;
    retired_from(16'd0, 16'd0);
    @(negedge clock);
    tokens_clear = 1'b0;
    retire_many;
    retired_from(16'h00F0, 16'h7FF0);
    retire_many;
    retired_from(16'h7FF0, 16'hFFF0);
    retire_many;
    retired_from(16'hFFF0, 16'h0FF0);
    retire_many;
    tokens_clear = 1'b1;
    @(negedge clock);
    retired_from(16'd0, 16'd0);
    for (unit = 0; unit < 4; unit = unit + 1) behind[unit] = 0;
    draw_waits;
    #1 check_tokens;
    if (!failed) $display("PASS modules");
    $finish;
  end
endmodule
`default_nettype wire
