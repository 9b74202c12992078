// One lane of the drain, from accumulator, parameters and residual byte (Z3) to the result byte.
//
// Inputs carry the number of the cycle in which they hold, counted from the issue for element 0; so do the registers. One element a cycle.
//
//   Z3 ─► + bias ─► lexicore_requantiser ─┐
//      residual ─► lexicore_requantiser ──┴─ + ─► clamp ─► fold ─┬─► lexicore_requantiser ─► clamp ─┬─► result
//         4       5 … 11                    12      13      14   └──────────── delay ───────────────┘    21
module lexicore_drain_lane (
    input  wire        clock,

    input  wire [31:0] accumulator4,
    input  wire [63:0] parameters4,
    input  wire [7:0]  residual4,
    input  wire        residual_added4,
    input  wire        residual_signed4,
    input  wire [15:0] residual_multiplier5,
    input  wire [5:0]  residual_shift5,
    input  wire [8:0]  lowest12,
    input  wire [8:0]  highest12,
    input  wire        inside13,
    // nothing of the window is folded yet
    input  wire        empty13,
    input  wire        window_first13,
    input  wire [15:0] pool_multiplier14,
    input  wire [5:0]  pool_shift14,
    input  wire        pool_sum20,
    input  wire [8:0]  pool_lowest20,
    input  wire [8:0]  pool_highest20,
    output reg  [7:0]  result21
);
    // Parameters: bias, multiplier, shift; the highest byte is 0.
    reg  [31:0] biased5;
    reg  [15:0] multiplier5;
    reg  [5:0]  shift5;
    reg  [8:0]  residual5;
    wire [15:0] requantised11;
    wire [15:0] residual11;

    always @(posedge clock) begin
        biased5     <= accumulator4 + parameters4[31:0];
        multiplier5 <= parameters4[47:32];
        shift5      <= parameters4[53:48];
        residual5   <= residual_added4 ? {residual_signed4 && residual4[7], residual4} : 9'd0;
    end

    lexicore_requantiser #(.BITS(32)) requantiser (
        .clock(clock), .x(biased5), .multiplier(multiplier5), .shift(shift5), .y(requantised11)
    );

    lexicore_requantiser #(.BITS(9)) residual_requantiser (
        .clock(clock), .x(residual5), .multiplier(residual_multiplier5), .shift(residual_shift5), .y(residual11)
    );

    reg signed [16:0] sum12;
    reg signed [8:0]  value13;

    wire signed [16:0] lowest_wide  = {{8{lowest12[8]}}, lowest12};
    wire signed [16:0] highest_wide = {{8{highest12[8]}}, highest12};

    always @(posedge clock) begin
        sum12 <= {requantised11[15], requantised11} + {residual11[15], residual11};
        if (sum12 < lowest_wide)
            value13 <= lowest12;
        else if (sum12 > highest_wide)
            value13 <= highest12;
        else
            value13 <= sum12[8:0];
    end

    // The fold: both of them, the instruction says which counts.
    reg signed [8:0]  maximum14;
    reg        [31:0] total14;

    wire        replace   = window_first13 || empty13;
    wire [31:0] value_all = {{23{value13[8]}}, value13};

    always @(posedge clock) begin
        if (inside13) begin
            if (replace || value13 > maximum14)
                maximum14 <= value13;
            total14 <= replace ? value_all : total14 + value_all;
        end else if (window_first13) begin
            maximum14 <= 9'sd0;
            total14   <= 32'd0;
        end
    end

    wire signed [15:0] pooled20;
    wire        [7:0]  maximum20;
    wire signed [15:0] pool_lowest_wide  = {{7{pool_lowest20[8]}}, pool_lowest20};
    wire signed [15:0] pool_highest_wide = {{7{pool_highest20[8]}}, pool_highest20};

    lexicore_requantiser #(.BITS(32)) pool_requantiser (
        .clock(clock), .x(total14), .multiplier(pool_multiplier14), .shift(pool_shift14), .y(pooled20)
    );

    lexicore_delay #(.WIDTH(8), .CYCLES(6)) maximum_delay (.clock(clock), .value(maximum14[7:0]), .delayed(maximum20));

    always @(posedge clock) begin
        if (!pool_sum20)
            result21 <= maximum20;
        else if (pooled20 < pool_lowest_wide)
            result21 <= pool_lowest20[7:0];
        else if (pooled20 > pool_highest_wide)
            result21 <= pool_highest20[7:0];
        else
            result21 <= pooled20[7:0];
    end

    wire unused = &{1'b0, parameters4[63:54]};
endmodule
