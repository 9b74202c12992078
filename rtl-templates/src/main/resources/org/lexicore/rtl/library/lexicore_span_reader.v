// The pixel path in front of the array: starts passes, walks their pixels, reads ROWS bytes from any byte address, and zeroes those
// outside the input or the pass.
//
// take hands a pass over; it starts as soon as the pass before it has its last pixel in X0 and started at least 4 cycles ago. A start in cycle p
// puts pixel i into X0 in p + 1 + i and its activations at the multipliers (X4) in p + 5 + i; the swap is in p + 4.
//
//   pass ─► pending ─► X0 pixel ─► X1 line addresses ─► banks ─► X2 lines ─► X3 rotated ─► X4 masked, 9 bits
//                       └─► row, byte positions ─► X1 gaps ─► X2 first, end ─► X3 mask ──┘
module lexicore_span_reader #(
    parameter ROWS       = 16,
    // bytes of a line: the greater of ROWS and the AXI word's bytes
    parameter LINE_BYTES = 16
) (
    input  wire                    clock,
    input  wire                    clear,

    input  wire                    take,
    input  wire [23:0]             address,
    input  wire [23:0]             byte_position,
    input  wire [19:0]             row_position,
    input  wire [7:0]              lowest,
    input  wire [7:0]              rows,
    input  wire [11:0]             pixels_y,
    input  wire [11:0]             pixels_x,
    input  wire [23:0]             row_step,
    input  wire [13:0]             column_step,
    input  wire [5:0]              y_stride,
    input  wire [14:0]             height,
    input  wire [19:0]             row_bytes,
    input  wire                    is_signed,
    input  wire                    accumulates,
    input  wire                    bank,
    input  wire [13:0]             accumulator,
    input  wire [7:0]              columns,
    // the instruction's last pass
    input  wire                    last_pass,

    output reg                     pending,
    output wire                    start,
    output wire                    swap,
    output wire                    busy,
    output wire                    pass_end,

    output wire                    read_enable,
    output wire [23:0]             even_address,
    output wire [23:0]             odd_address,
    input  wire [8*LINE_BYTES-1:0] even_line,
    input  wire [8*LINE_BYTES-1:0] odd_line,

    // X4
    output reg  [9*ROWS-1:0]       activations,
    output wire                    pixel_valid,
    output wire [13:0]             pixel_accumulator,
    output wire                    pixel_bank,
    output wire                    pixel_accumulates,
    output wire [7:0]              pixel_columns,
    // the instruction's last pixel
    output wire                    pixel_last
);
    localparam LINE_SHIFT = $clog2(LINE_BYTES);

    // ---------------------------------------------------------------------------------------------------- the pass that waits
    reg [23:0] next_address;
    reg [23:0] next_byte;
    reg [19:0] next_row;
    reg [7:0]  next_lowest;
    reg [7:0]  next_rows;
    reg [11:0] next_pixels_y;
    reg [11:0] next_pixels_x;
    reg [23:0] next_row_step;
    reg [13:0] next_column_step;
    reg [5:0]  next_y_stride;
    reg [14:0] next_height;
    reg [19:0] next_row_bytes;
    reg        next_signed;
    reg        next_accumulates;
    reg        next_bank;
    reg [13:0] next_accumulator;
    reg [7:0]  next_columns;
    reg        next_last_pass;

    always @(posedge clock) begin
        if (take) begin
            next_address     <= address;
            next_byte        <= byte_position;
            next_row         <= row_position;
            next_lowest      <= lowest;
            next_rows        <= rows;
            next_pixels_y    <= pixels_y;
            next_pixels_x    <= pixels_x;
            next_row_step    <= row_step;
            next_column_step <= column_step;
            next_y_stride    <= y_stride;
            next_height      <= height;
            next_row_bytes   <= row_bytes;
            next_signed      <= is_signed;
            next_accumulates <= accumulates;
            next_bank        <= bank;
            next_accumulator <= accumulator;
            next_columns     <= columns;
            next_last_pass   <= last_pass;
        end
    end

    // ---------------------------------------------------------------------------------------------------- start and swap
    reg        valid0;
    reg [1:0]  gap;
    reg [3:0]  started;
    reg [11:0] x_left;
    reg [11:0] y_left;

    wire row_ends = x_left == 12'd1;
    wire ends     = row_ends && y_left == 12'd1;

    assign start    = pending && gap == 2'd0 && (!valid0 || ends);
    assign swap     = started[3];
    assign busy     = valid0;
    assign pass_end = valid0 && ends;

    always @(posedge clock) begin
        if (clear) begin
            pending <= 1'b0;
            valid0  <= 1'b0;
            gap     <= 2'd0;
            started <= 4'd0;
        end else begin
            pending <= take || (pending && !start);
            valid0  <= start || (valid0 && !ends);
            gap     <= start ? 2'd3 : (gap == 2'd0) ? 2'd0 : gap - 2'd1;
            started <= {started[2:0], start};
        end
    end

    // ---------------------------------------------------------------------------------------------------- X0: the pixel
    reg [23:0] pass_byte;
    reg [7:0]  pass_lowest;
    reg [7:0]  pass_rows;
    reg [11:0] pass_pixels_x;
    reg [23:0] pass_row_step;
    reg [13:0] pass_column_step;
    reg [5:0]  pass_y_stride;
    reg [14:0] pass_height;
    reg [19:0] pass_row_bytes;
    reg        pass_signed;
    reg        pass_accumulates;
    reg        pass_bank;
    reg [7:0]  pass_columns;
    reg        pass_last_pass;

    reg [23:0] line_address;
    reg [23:0] address0;
    reg [23:0] byte0;
    reg [19:0] row0;
    reg [13:0] accumulator0;

    wire [23:0] line_next = line_address + pass_row_step;

    always @(posedge clock) begin
        if (start) begin
            pass_byte        <= next_byte;
            pass_lowest      <= next_lowest;
            pass_rows        <= next_rows;
            pass_pixels_x    <= next_pixels_x;
            pass_row_step    <= next_row_step;
            pass_column_step <= next_column_step;
            pass_y_stride    <= next_y_stride;
            pass_height      <= next_height;
            pass_row_bytes   <= next_row_bytes;
            pass_signed      <= next_signed;
            pass_accumulates <= next_accumulates;
            pass_bank        <= next_bank;
            pass_columns     <= next_columns;
            pass_last_pass   <= next_last_pass;
        end
    end

    always @(posedge clock) begin
        if (start) begin
            x_left       <= next_pixels_x;
            y_left       <= next_pixels_y;
            line_address <= next_address;
            address0     <= next_address;
            byte0        <= next_byte;
            row0         <= next_row;
            accumulator0 <= next_accumulator;
        end else begin
            accumulator0 <= accumulator0 + 14'd1;
            if (row_ends) begin
                x_left       <= pass_pixels_x;
                y_left       <= y_left - 12'd1;
                line_address <= line_next;
                address0     <= line_next;
                byte0        <= pass_byte;
                row0         <= row0 + {14'd0, pass_y_stride};
            end else begin
                x_left   <= x_left - 12'd1;
                address0 <= address0 + {10'd0, pass_column_step};
                byte0    <= byte0 + {10'd0, pass_column_step};
            end
        end
    end

    // ---------------------------------------------------------------------------------------------------- X1: line addresses, gaps
    reg                valid1;
    reg [23:0]         even1;
    reg [23:0]         odd1;
    reg [LINE_SHIFT:0] shift1;
    reg                inside1;
    reg [23:0]         before1;
    reg [23:0]         after1;
    reg [7:0]          lowest1;
    reg [7:0]          rows1;

    // A span that begins in an odd line ends in the next even one.
    wire [23:0] odd0 = {{(LINE_SHIFT+1){1'b0}}, address0[23:LINE_SHIFT+1]};

    assign read_enable  = valid1;
    assign even_address = even1;
    assign odd_address  = odd1;

    always @(posedge clock) begin
        even1   <= odd0 + {23'd0, address0[LINE_SHIFT]};
        odd1    <= odd0;
        shift1  <= address0[LINE_SHIFT:0];
        inside1 <= row0 < {5'd0, pass_height};
        before1 <= 24'd0 - byte0;
        after1  <= {4'd0, pass_row_bytes} - byte0;
        lowest1 <= pass_lowest;
        rows1   <= pass_rows;
    end

    // ---------------------------------------------------------------------------------------------------- X2: lines, rows that count
    reg                valid2;
    reg [LINE_SHIFT:0] shift2;
    reg                inside2;
    reg [7:0]          first2;
    reg [7:0]          end2;

    // No pass has more than 128 rows: a gap of 128 or more in front leaves none of them, behind it takes none away.
    wire before_none = before1[23];
    wire before_all  = !before1[23] && before1[22:7] != 16'd0;
    wire after_none  = after1[23];
    wire after_all   = !after1[23] && after1[22:7] != 16'd0;

    always @(posedge clock) begin
        shift2  <= shift1;
        inside2 <= inside1;
        if (before_all)
            first2 <= 8'd255;
        else if (before_none || before1[7:0] < lowest1)
            first2 <= lowest1;
        else
            first2 <= before1[7:0];
        if (after_none)
            end2 <= 8'd0;
        else if (after_all || after1[7:0] > rows1)
            end2 <= rows1;
        else
            end2 <= after1[7:0];
    end

    // ---------------------------------------------------------------------------------------------------- X3: rotated bytes, mask
    reg                valid3;
    reg [8*ROWS-1:0]   bytes3;
    reg [ROWS-1:0]     mask3;

    wire [16*LINE_BYTES-1:0] lines = {odd_line, even_line};
    wire [8*ROWS-1:0]        rotated;
    wire [ROWS-1:0]          mask2;

    lexicore_rotator #(.BYTES(2*LINE_BYTES), .TAKEN(ROWS)) rotator (.lines(lines), .shift(shift2), .bytes(rotated));

    genvar row;
    generate
        for (row = 0; row < ROWS; row = row + 1) begin : counts
            localparam [7:0] ROW = row;

            assign mask2[row] = inside2 && first2 <= ROW && ROW < end2;
        end
    endgenerate

    always @(posedge clock) begin
        bytes3 <= rotated;
        mask3  <= mask2;
    end

    // ---------------------------------------------------------------------------------------------------- X4: activations
    reg  valid4;
    wire signed3;

    lexicore_delay #(.WIDTH(1), .CYCLES(3)) signed_delay (.clock(clock), .value(pass_signed), .delayed(signed3));

    generate
        for (row = 0; row < ROWS; row = row + 1) begin : extend
            always @(posedge clock)
                activations[9*row +: 9] <= {signed3 && bytes3[8*row+7], bytes3[8*row +: 8]} & {9{mask3[row]}};
        end
    endgenerate

    always @(posedge clock) begin
        if (clear)
            {valid1, valid2, valid3, valid4} <= 4'd0;
        else
            {valid1, valid2, valid3, valid4} <= {valid0, valid1, valid2, valid3};
    end

    assign pixel_valid = valid4;

    lexicore_delay #(.WIDTH(25), .CYCLES(4)) pixel_delay (
        .clock  (clock),
        .value  ({accumulator0, pass_bank, pass_accumulates, pass_columns, pass_last_pass && ends}),
        .delayed({pixel_accumulator, pixel_bank, pixel_accumulates, pixel_columns, pixel_last})
    );
endmodule
