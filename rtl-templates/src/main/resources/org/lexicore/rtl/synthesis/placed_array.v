// An array of 4 x 4 with three pins, so that it can be placed on a small FPGA: its inputs come from a shift register, its sums are folded.
//
//   serial_in ──► shift register ──► lexicore_array ──► sums ──► fold ──► serial_out
module placed_array (
    input  wire clock,
    input  wire serial_in,
    output reg  serial_out
);
    localparam ROWS    = 4;
    localparam COLUMNS = 4;
    localparam INPUTS  = 1 + 1 + COLUMNS + ROWS + 1 + 1 + 8*ROWS + 1 + 9*ROWS;

    reg  [INPUTS-1:0]     inputs;
    wire [32*COLUMNS-1:0] sums;
    reg  [32*COLUMNS-1:0] held;
    reg  [31:0]           folded;
    integer               column;

    always @(posedge clock) begin
        inputs     <= {inputs[INPUTS-2:0], serial_in};
        held       <= sums;
        for (column = 0; column < 32; column = column + 1)
            folded[column] <= held[column] ^ held[32+column] ^ held[64+column] ^ held[96+column];
        serial_out <= ^folded;
    end

    wire                reset;
    wire                write;
    wire [COLUMNS-1:0]  write_columns;
    wire [ROWS-1:0]     write_rows;
    wire                write_plain;
    wire                write_diagonal;
    wire [8*ROWS-1:0]   lanes;
    wire                swap;
    wire [9*ROWS-1:0]   activations;

    assign {reset, write, write_columns, write_rows, write_plain, write_diagonal, lanes, swap, activations} = inputs;

    lexicore_array #(.ROWS(ROWS), .COLUMNS(COLUMNS), .PORTS(1)) array (
        .clock         (clock),
        .reset         (reset),
        .write         (write),
        .write_columns (write_columns),
        .write_rows    (write_rows),
        .write_plain   (write_plain),
        .write_diagonal(write_diagonal),
        .lanes         (lanes),
        .swap          (swap),
        .activations   (activations),
        .sums          (sums)
    );
endmodule
