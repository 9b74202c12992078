// A 64-bit counter of equal steps whose two halves are added a cycle apart, so that its longest path is a 32-bit addition.
module lexicore_counter #(
    // log2 of the step
    parameter STEP_BITS = 0
) (
    input  wire        clock,
    input  wire        clear,
    input  wire        count,
    output wire [63:0] value
);
    reg [31:STEP_BITS] low;
    reg                carry;
    reg [31:0]         high;

    wire [32:STEP_BITS] sum = {1'b0, low} + {{(32-STEP_BITS){1'b0}}, 1'b1};

    generate
        if (STEP_BITS == 0) begin : units
            assign value = {high, low};
        end else begin : steps
            assign value = {high, low, {STEP_BITS{1'b0}}};
        end
    endgenerate

    always @(posedge clock) begin
        if (clear) begin
            low   <= {(32-STEP_BITS){1'b0}};
            carry <= 1'b0;
            high  <= 32'd0;
        end else begin
            carry <= count & sum[32];
            if (count)
                low <= sum[31:STEP_BITS];
            if (carry)
                high <= high + 32'd1;
        end
    end
endmodule
