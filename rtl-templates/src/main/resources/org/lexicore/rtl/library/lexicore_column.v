// One column of the array: ROWS processing elements, and the registered adder tree over their products.
//
// Activations in cycle t give their sum in t + 1 + log2 ROWS, one a cycle.
//
//   activations ──► ROWS × lexicore_processing_element ──► lexicore_adder_tree ──► sum
module lexicore_column #(
    parameter ROWS = 16
) (
    input  wire              clock,
    input  wire              reset,
    input  wire              write,
    input  wire [ROWS-1:0]   write_rows,
    input  wire [8*ROWS-1:0] weights,
    input  wire              swap,
    input  wire [9*ROWS-1:0] activations,
    output wire [31:0]       sum
);
    localparam SUM_BITS = 17 + $clog2(ROWS);

    wire [17*ROWS-1:0]  products;
    wire [SUM_BITS-1:0] narrow;

    genvar row;
    generate
        for (row = 0; row < ROWS; row = row + 1) begin : element
            lexicore_processing_element processing_element (
                .clock     (clock),
                .reset     (reset),
                .write     (write && write_rows[row]),
                .weight    (weights[8*row +: 8]),
                .swap      (swap),
                .activation(activations[9*row +: 9]),
                .product   (products[17*row +: 17])
            );
        end
    endgenerate

    lexicore_adder_tree #(.COUNT(ROWS), .BITS(17)) tree (.clock(clock), .operands(products), .sum(narrow));

    assign sum = {{(32-SUM_BITS){narrow[SUM_BITS-1]}}, narrow};
endmodule
