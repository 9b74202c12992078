// Walks the passes of a compute instruction: for ky, kx, block (one segment each), then for each rowsPerPass of the segment's rows.
//
// Everything is incremental: no multiplier, at most one addition behind another. A pass is described by registers from the cycle after issue or
// next on, until the next of these. rows_next is what rows will be after next.
//
//   ky ──► row_base ──► kx ──► column_base ──► block ──► segment_base ─┐
//   lead, length ──► remaining, offset = first - lead ────────────────┴──► address, byte position, rows lowest .. rows - 1
module lexicore_pass_sequencer (
    input  wire        clock,

    input  wire        issue,
    input  wire        accumulate,
    input  wire [6:0]  codeword,
    input  wire [7:0]  rows_per_pass,
    input  wire [23:0] activation,
    input  wire [7:0]  kernel_y,
    input  wire [7:0]  kernel_x,
    input  wire [9:0]  blocks,
    input  wire [23:0] ky_step,
    input  wire [13:0] kx_step,
    input  wire [23:0] block_step,
    input  wire [12:0] segment,
    input  wire [12:0] last_segment,
    input  wire [5:0]  lead,
    input  wire [15:0] y_first,
    input  wire [5:0]  y_dilation,
    input  wire [19:0] x_first,

    // the pass is over; tail: rows of its last group, 1 to codeword
    input  wire        next,
    input  wire [7:0]  tail,

    output wire [7:0]  rows,
    output wire [7:0]  rows_next,
    output wire        last,
    output wire [23:0] address,
    output wire [23:0] byte_position,
    output wire [19:0] row_position,
    output wire [7:0]  lowest,
    output wire        accumulates
);
    // The instruction.
    reg [6:0]  codeword_held;
    reg [7:0]  step_rows;
    reg [7:0]  kernel_x_held;
    reg [9:0]  blocks_held;
    reg [23:0] ky_step_held;
    reg [13:0] kx_step_held;
    reg [23:0] block_step_held;
    reg [12:0] segment_held;
    reg [12:0] last_segment_held;
    reg [5:0]  y_dilation_held;
    reg [23:0] x_first_held;

    // Where the loops stand; *_left counts this one too.
    reg [7:0]  ky_left;
    reg [7:0]  kx_left;
    reg [9:0]  blocks_left;
    reg [23:0] row_base;
    reg [23:0] column_base;
    reg [23:0] segment_base;
    reg [19:0] row;
    reg [23:0] column;
    reg [15:0] remaining;
    reg [15:0] offset;
    reg [5:0]  first_lead;
    reg        accumulates_held;

    wire more_blocks  = blocks_left != 10'd1;
    wire more_kx      = kx_left != 8'd1;
    wire more_ky      = ky_left != 8'd1;
    wire segment_last = remaining <= {8'd0, step_rows};

    assign rows          = segment_last ? remaining[7:0] : step_rows;
    assign last          = segment_last && !more_blocks && !more_kx && !more_ky;
    assign address       = segment_base + {{8{offset[15]}}, offset};
    assign byte_position = column + {{8{offset[15]}}, offset};
    assign row_position  = row;
    assign lowest        = {2'b00, first_lead};
    assign accumulates   = accumulates_held;

    // The next segment: one addition behind the choice of which loop goes on.
    wire [23:0] base_from = more_blocks ? segment_base : more_kx ? column_base : row_base;
    wire [23:0] base_step = more_blocks ? block_step_held : more_kx ? {10'd0, kx_step_held} : ky_step_held;
    wire [23:0] base_next = base_from + base_step;

    wire        last_next   = more_blocks ? blocks_left == 10'd2 : blocks_held == 10'd1;
    wire [12:0] length_next = last_next ? last_segment_held : segment_held;
    wire [7:0]  lead_whole  = (tail == {1'b0, codeword_held}) ? 8'd0 : tail;
    wire [5:0]  lead_next   = lead_whole[5:0];

    wire [15:0] remaining_segment = {3'd0, length_next} + {10'd0, lead_next};
    wire [15:0] remaining_rows    = remaining - {8'd0, step_rows};
    wire [15:0] remaining_next    = segment_last ? remaining_segment : remaining_rows;

    assign rows_next = (remaining_next <= {8'd0, step_rows}) ? remaining_next[7:0] : step_rows;

    wire [12:0] length_first = (blocks == 10'd1) ? last_segment : segment;

    always @(posedge clock) begin
        if (issue) begin
            codeword_held     <= codeword;
            step_rows         <= rows_per_pass;
            kernel_x_held     <= kernel_x;
            blocks_held       <= blocks;
            ky_step_held      <= ky_step;
            kx_step_held      <= kx_step;
            block_step_held   <= block_step;
            segment_held      <= segment;
            last_segment_held <= last_segment;
            y_dilation_held   <= y_dilation;
            x_first_held      <= {{4{x_first[19]}}, x_first};
        end
    end

    always @(posedge clock) begin
        if (issue) begin
            ky_left          <= kernel_y;
            kx_left          <= kernel_x;
            blocks_left      <= blocks;
            row_base         <= activation;
            column_base      <= activation;
            segment_base     <= activation;
            row              <= {{4{y_first[15]}}, y_first};
            column           <= {{4{x_first[19]}}, x_first};
            remaining        <= {3'd0, length_first} + {10'd0, lead};
            offset           <= 16'd0 - {10'd0, lead};
            first_lead       <= lead;
            accumulates_held <= accumulate;
        end else if (next) begin
            accumulates_held <= 1'b1;
            remaining        <= remaining_next;
            offset           <= segment_last ? 16'd0 - {10'd0, lead_next} : offset + {8'd0, step_rows};
            first_lead       <= segment_last ? lead_next : 6'd0;
            if (segment_last) begin
                segment_base <= base_next;
                blocks_left  <= more_blocks ? blocks_left - 10'd1 : blocks_held;
                if (!more_blocks) begin
                    column_base <= base_next;
                    kx_left     <= more_kx ? kx_left - 8'd1 : kernel_x_held;
                    column      <= more_kx ? column + {10'd0, kx_step_held} : x_first_held;
                    if (!more_kx) begin
                        row_base <= base_next;
                        ky_left  <= ky_left - 8'd1;
                        row      <= row + {14'd0, y_dilation_held};
                    end
                end
            end
        end
    end

    wire unused = &{1'b0, lead_whole[7:6]};
endmodule
