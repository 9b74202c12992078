// A byte memory whose writer and reader move words of different, power-of-two sizes. Addresses wrap at its size.
//
// Latency and collisions as in lexicore_ram. A narrow writer enables one lane of a line; a narrow reader gets its part of the line
// picked behind the RAM, by the low address bits of the last enabled read.
//
//   write_address ┬─ line ─────► ┌─────┐           ┌──────┐
//                 └─ lane ─► en ─► RAM │── line ──►│ pick ├─► read_data
//   read_address  ┬─ line ─────► └─────┘           └──▲───┘
//                 └─ part ─► register ────────────────┘
module lexicore_buffer #(
    // bytes of the whole memory, a power of two
    parameter BYTES       = 1024,
    // bytes of a write, a power of two
    parameter WRITE_BYTES = 16,
    // bytes of a read, a power of two
    parameter READ_BYTES  = 16
) (
    input  wire                     clock,
    input  wire                     write_enable,
    // in writes from the start
    input  wire [23:0]              write_address,
    input  wire [8*WRITE_BYTES-1:0] write_data,
    input  wire                     read_enable,
    // in reads from the start
    input  wire [23:0]              read_address,
    output wire [8*READ_BYTES-1:0]  read_data
);
    localparam LINE_BYTES   = (WRITE_BYTES > READ_BYTES) ? WRITE_BYTES : READ_BYTES;
    localparam LANES        = LINE_BYTES / WRITE_BYTES;
    localparam PARTS        = LINE_BYTES / READ_BYTES;
    localparam LANE_SELECT  = $clog2(LANES);
    localparam PART_SELECT  = $clog2(PARTS);
    localparam DEPTH        = (BYTES > LINE_BYTES) ? BYTES / LINE_BYTES : 1;
    localparam ADDRESS_BITS = (DEPTH > 1) ? $clog2(DEPTH) : 1;

    wire [ADDRESS_BITS-1:0] write_line;
    wire [ADDRESS_BITS-1:0] read_line;
    wire [LANES-1:0]        lane_enable;
    wire [8*LINE_BYTES-1:0] line;

    generate
        if (DEPTH > 1) begin : many
            assign write_line = write_address[LANE_SELECT +: ADDRESS_BITS];
            assign read_line  = read_address[PART_SELECT +: ADDRESS_BITS];
        end else begin : one
            assign write_line = 1'b0;
            assign read_line  = 1'b0;
        end

        if (LANES > 1) begin : narrow_write
            assign lane_enable = {{(LANES-1){1'b0}}, write_enable} << write_address[LANE_SELECT-1:0];
        end else begin : whole_write
            assign lane_enable = write_enable;
        end

        if (PARTS > 1) begin : narrow_read
            reg [PART_SELECT-1:0] part;

            always @(posedge clock)
                if (read_enable)
                    part <= read_address[PART_SELECT-1:0];

            assign read_data = line[part*(8*READ_BYTES) +: 8*READ_BYTES];
        end else begin : whole_read
            assign read_data = line;
        end
    endgenerate

    lexicore_ram #(
        .LANE_BITS(8*WRITE_BYTES), .LANES(LANES), .DEPTH(DEPTH), .ADDRESS_BITS(ADDRESS_BITS)
    ) ram (
        .clock        (clock),
        .write_enable (lane_enable),
        .write_address(write_line),
        .write_data   ({LANES{write_data}}),
        .read_enable  (read_enable),
        .read_address (read_line),
        .read_data    (line)
    );

    // Address bits beyond the size are dropped: that is how addresses wrap.
    wire unused = &{1'b0, write_address, read_address};
endmodule
