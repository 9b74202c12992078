// y = clamp16((x · multiplier + 2^(shift-1)) >> shift), 1 <= shift <= 47: x signed, multiplier unsigned, rounding half towards +infinity.
//
// Six registers, one operation a cycle. Rounding comes after the shift: (v + 2^(s-1)) >> s = ((v >> (s-1)) + 1) >> 1.
//
//   1 partial products of bytes   2 per byte of the multiplier: x · byte   3 sum of the two
//   4 shift by shift - 1          5 round, look for overflow               6 saturate
module lexicore_requantiser #(
    // bits of x: 32, or 9
    parameter BITS = 32
) (
    input  wire            clock,
    input  wire [BITS-1:0] x,
    input  wire [15:0]     multiplier,
    input  wire [5:0]      shift,
    output reg  [15:0]     y
);
    // x times the low and the high byte of the multiplier.
    wire signed [39:0] by_low;
    wire signed [39:0] by_high;

    genvar half;
    generate
        if (BITS == 9) begin : narrow
            for (half = 0; half < 2; half = half + 1) begin : by
                wire signed [8:0] factor = {1'b0, multiplier[8*half +: 8]};
                wire signed [8:0] value  = x;

                reg signed [17:0] product;
                reg signed [17:0] product_later;

                always @(posedge clock) begin
                    product       <= value * factor;
                    product_later <= product;
                end
            end

            assign by_low  = {{22{by[0].product_later[17]}}, by[0].product_later};
            assign by_high = {{22{by[1].product_later[17]}}, by[1].product_later};
        end else begin : wide
            for (half = 0; half < 2; half = half + 1) begin : by
                wire        [7:0] factor        = multiplier[8*half +: 8];
                wire signed [8:0] signed_factor = {1'b0, factor};
                wire signed [7:0] top           = x[31:24];

                reg        [15:0] product0;
                reg        [15:0] product1;
                reg        [15:0] product2;
                reg signed [16:0] product3;
                reg        [39:0] product;

                // The products of bytes 0 and 2, and of 1 and 3, lie side by side: one addition joins all four.
                wire [31:0] even = {8'd0, product2, product0[15:8]};
                wire [31:0] odd  = {product3[15:0], product1};

                always @(posedge clock) begin
                    product0 <= {8'd0, x[7:0]} * {8'd0, factor};
                    product1 <= {8'd0, x[15:8]} * {8'd0, factor};
                    product2 <= {8'd0, x[23:16]} * {8'd0, factor};
                    product3 <= top * signed_factor;
                    product  <= {even + odd, product0[7:0]};
                end

                // 8 by 8 bits: the sign is there twice.
                wire unused = &{1'b0, product3[16]};
            end

            assign by_low  = by[0].product;
            assign by_high = by[1].product;
        end
    endgenerate

    reg  [5:0]  shift1;
    reg  [5:0]  shift2;
    reg  [5:0]  shift3;
    reg  [47:0] whole;
    reg  [17:0] shifted;
    reg         shifted_sign;
    reg         shifted_over;
    reg  [17:0] rounded;
    reg         rounded_sign;
    reg         rounded_over;

    wire signed [47:0] whole_signed = whole;
    wire [47:0]        moved        = whole_signed >>> shift3;
    wire [18:0]        rounding     = {shifted[17], shifted} + 19'd1;
    wire               too_high     = !rounded[17] && rounded[16:15] != 2'b00;
    wire               too_low      = rounded[17] && rounded[16:15] != 2'b11;

    always @(posedge clock) begin
        shift1 <= shift - 6'd1;
        shift2 <= shift1;
        shift3 <= shift2;
        whole  <= {{{8{by_low[39]}}, by_low[39:8]} + by_high, by_low[7:0]};

        shifted      <= moved[17:0];
        shifted_sign <= moved[47];
        shifted_over <= moved[47:17] != {31{moved[47]}};

        rounded      <= rounding[18:1];
        rounded_sign <= shifted_sign;
        rounded_over <= shifted_over;

        if (rounded_over)
            y <= rounded_sign ? 16'h8000 : 16'h7FFF;
        else if (too_high)
            y <= 16'h7FFF;
        else if (too_low)
            y <= 16'h8000;
        else
            y <= rounded[15:0];
    end

    wire unused = &{1'b0, rounding[0]};
endmodule
