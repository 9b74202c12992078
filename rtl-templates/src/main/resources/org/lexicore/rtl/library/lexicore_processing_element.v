// One processing element: a shadow weight, the active weight, a multiplier.
//
// The shadow weight is written while the active one works; a swap moves it over in one cycle. The product is registered: 8 × 9 bits, signed.
// The shadow weight has a reset because rows that a pass leaves out are multiplied by 0, which must not be 0 · unknown.
//
//   weight ─► shadow ─► active ─► × ─► product
//                      activation ─┘
module lexicore_processing_element (
    input  wire               clock,
    input  wire               reset,
    input  wire               write,
    input  wire [7:0]         weight,
    input  wire               swap,
    input  wire signed [8:0]  activation,
    output reg  signed [16:0] product
);
    reg        [7:0] shadow;
    reg signed [7:0] active;

    always @(posedge clock) begin
        if (reset)
            shadow <= 8'd0;
        else if (write)
            shadow <= weight;
    end

    always @(posedge clock) begin
        if (swap)
            active <= shadow;
        product <= active * activation;
    end
endmodule
