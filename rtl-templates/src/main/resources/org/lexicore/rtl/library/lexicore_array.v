// The array: COLUMNS columns that share the activations.
//
//   activations ──┬─► lexicore_column 0 ──► sums[31:0]
//                 └─► lexicore_column 1 ──► sums[63:32] …
module lexicore_array #(
    parameter ROWS    = 16,
    parameter COLUMNS = 16,
    parameter PORTS   = 1
) (
    input  wire                    clock,
    input  wire                    reset,
    input  wire                    write,
    input  wire [COLUMNS-1:0]      write_columns,
    input  wire [ROWS-1:0]         write_rows,
    // all columns take port 0; else column c takes port c mod PORTS
    input  wire                    write_plain,
    // column c takes 0 in all rows but row c
    input  wire                    write_diagonal,
    input  wire [PORTS*ROWS*8-1:0] lanes,
    input  wire                    swap,
    input  wire [9*ROWS-1:0]       activations,
    output wire [32*COLUMNS-1:0]   sums
);
    genvar column;
    genvar row;
    generate
        for (column = 0; column < COLUMNS; column = column + 1) begin : columns
            wire [8*ROWS-1:0] weights;

            if (column % PORTS == 0) begin : lowest
                assign weights = lanes[8*ROWS-1:0];
            end else begin : higher
                assign weights = write_plain ? lanes[8*ROWS-1:0] : lanes[8*ROWS*(column % PORTS) +: 8*ROWS];
            end

            wire [8*ROWS-1:0] own;

            for (row = 0; row < ROWS; row = row + 1) begin : rows
                if (row == column) begin : on_diagonal
                    assign own[8*row +: 8] = weights[8*row +: 8];
                end else begin : off_diagonal
                    assign own[8*row +: 8] = weights[8*row +: 8] & {8{!write_diagonal}};
                end
            end

            lexicore_column #(.ROWS(ROWS)) column_of (
                .clock      (clock),
                .reset      (reset),
                .write      (write && write_columns[column]),
                .write_rows (write_rows),
                .weights    (own),
                .swap       (swap),
                .activations(activations),
                .sum        (sums[32*column +: 32])
            );
        end
    endgenerate

    wire unused = &{1'b0, write_plain};
endmodule
