// The accumulators: two banks of COLUMNS × int32 words, one filled by the array while the drain reads the other.
//
// A pixel whose activations are at the multipliers in cycle t is read in t + log2 ROWS, added to its sums in t + 1 + log2 ROWS, and written in
// t + 2 + log2 ROWS. A drain's address in cycle t gives its word in t + 1. Tokens keep the two from one bank.
//
//   pixel ──► delay ──► read ──► word ─► + ─► register ──► write
//                                 sums ──┘
module lexicore_accumulators #(
    parameter ROWS    = 16,
    parameter COLUMNS = 16,
    // words of a bank
    parameter DEPTH   = 256
) (
    input  wire                  clock,
    input  wire                  clear,

    input  wire                  pixel_valid,
    input  wire [13:0]           pixel_accumulator,
    input  wire                  pixel_bank,
    input  wire                  pixel_accumulates,
    input  wire [7:0]            pixel_columns,
    input  wire                  pixel_last,
    input  wire [32*COLUMNS-1:0] sums,

    input  wire                  drain_read,
    input  wire                  drain_bank,
    input  wire [13:0]           drain_address,
    output wire [32*COLUMNS-1:0] drain_word0,
    output wire [32*COLUMNS-1:0] drain_word1,

    output wire                  retire,
    output wire                  event_accumulate,
    output wire [13:0]           event_accumulate_address,
    output wire [32*COLUMNS-1:0] event_accumulate_data
);
    localparam LEVELS       = $clog2(ROWS);
    localparam ADDRESS_BITS = $clog2(DEPTH);

    // The pixel with its sums: read, then add, then write.
    reg  [LEVELS:0] valid_stages;
    wire            read_valid = valid_stages[LEVELS-1];
    wire            add_valid  = valid_stages[LEVELS];
    wire [13:0]     read_address;
    wire            read_bank;
    wire            read_accumulates;
    wire [7:0]      read_columns;
    wire            read_last;

    always @(posedge clock) begin
        if (clear)
            valid_stages <= {(LEVELS+1){1'b0}};
        else
            valid_stages <= {valid_stages[LEVELS-1:0], pixel_valid};
    end

    lexicore_delay #(.WIDTH(25), .CYCLES(LEVELS)) pixel_delay (
        .clock  (clock),
        .value  ({pixel_accumulator, pixel_bank, pixel_accumulates, pixel_columns, pixel_last}),
        .delayed({read_address, read_bank, read_accumulates, read_columns, read_last})
    );

    reg [13:0]            add_address;
    reg                   add_bank;
    reg                   add_accumulates;
    reg [COLUMNS-1:0]     add_columns;
    reg                   add_last;
    reg                   write_valid;
    reg [13:0]            write_address;
    reg                   write_bank;
    reg                   write_last;
    reg [32*COLUMNS-1:0]  write_data;
    wire [32*COLUMNS-1:0] word0;
    wire [32*COLUMNS-1:0] word1;

    always @(posedge clock) begin
        if (clear)
            write_valid <= 1'b0;
        else
            write_valid <= add_valid;
    end

    always @(posedge clock) begin
        add_address     <= read_address;
        add_bank        <= read_bank;
        add_accumulates <= read_accumulates;
        add_last        <= read_last;
        write_address   <= add_address;
        write_bank      <= add_bank;
        write_last      <= add_last;
    end

    genvar column;
    generate
        for (column = 0; column < COLUMNS; column = column + 1) begin : adder
            localparam [7:0] COLUMN = column;

            wire [31:0] stored = add_bank ? word1[32*column +: 32] : word0[32*column +: 32];
            wire [31:0] previous = add_accumulates ? stored : 32'd0;

            always @(posedge clock) begin
                add_columns[column]         <= COLUMN < read_columns;
                write_data[32*column +: 32] <= add_columns[column] ? previous + sums[32*column +: 32] : 32'd0;
            end
        end
    endgenerate

    assign retire                   = write_valid && write_last;
    assign event_accumulate         = write_valid;
    assign event_accumulate_address = write_address;
    assign event_accumulate_data    = write_data;
    assign drain_word0              = word0;
    assign drain_word1              = word1;

    wire        read0    = read_valid && !read_bank;
    wire        read1    = read_valid && read_bank;
    wire [13:0] address0 = read0 ? read_address : drain_address;
    wire [13:0] address1 = read1 ? read_address : drain_address;

    lexicore_ram #(.LANE_BITS(32*COLUMNS), .LANES(1), .DEPTH(DEPTH), .ADDRESS_BITS(ADDRESS_BITS)) bank0 (
        .clock        (clock),
        .write_enable (write_valid && !write_bank),
        .write_address(write_address[ADDRESS_BITS-1:0]),
        .write_data   (write_data),
        .read_enable  (read0 || (drain_read && !drain_bank)),
        .read_address (address0[ADDRESS_BITS-1:0]),
        .read_data    (word0)
    );

    lexicore_ram #(.LANE_BITS(32*COLUMNS), .LANES(1), .DEPTH(DEPTH), .ADDRESS_BITS(ADDRESS_BITS)) bank1 (
        .clock        (clock),
        .write_enable (write_valid && write_bank),
        .write_address(write_address[ADDRESS_BITS-1:0]),
        .write_data   (write_data),
        .read_enable  (read1 || (drain_read && drain_bank)),
        .read_address (address1[ADDRESS_BITS-1:0]),
        .read_data    (word1)
    );

    wire unused = &{1'b0, address0, address1, write_address};
endmodule
