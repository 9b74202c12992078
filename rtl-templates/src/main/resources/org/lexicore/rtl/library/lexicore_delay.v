// A value, CYCLES cycles later. No reset: what travels beside a valid bit needs none.
module lexicore_delay #(
    parameter WIDTH  = 1,
    // at least 1
    parameter CYCLES = 1
) (
    input  wire             clock,
    input  wire [WIDTH-1:0] value,
    output wire [WIDTH-1:0] delayed
);
    reg [WIDTH*CYCLES-1:0] stages;

    generate
        if (CYCLES == 1) begin : single
            always @(posedge clock)
                stages <= value;
        end else begin : chain
            always @(posedge clock)
                stages <= {stages[WIDTH*(CYCLES-1)-1:0], value};
        end
    endgenerate

    assign delayed = stages[WIDTH*CYCLES-1 -: WIDTH];
endmodule
