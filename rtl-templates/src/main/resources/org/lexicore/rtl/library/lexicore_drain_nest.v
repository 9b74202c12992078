// Z0 of the drain: walks output rows, pixels, groups, window rows, window columns, one element a cycle, by additions alone.
//
// Issue in cycle t; element n stands in the registers in t + 1 + n. Each address keeps where its loops began, so that the end of a loop is one
// addition to the beginning of the loop around it.
//
//   issue ──► counters ──► which loop goes on ──► address, residual, result, position <= beginning + step
module lexicore_drain_nest #(
    parameter LANES = 4
) (
    input  wire        clock,
    input  wire        clear,

    input  wire        issue,
    input  wire [6:0]  column,
    input  wire [7:0]  groups,
    input  wire [11:0] outputs_y,
    input  wire [11:0] outputs_x,
    input  wire [7:0]  window_y,
    input  wire [7:0]  window_x,
    input  wire [11:0] y_first,
    input  wire [11:0] x_first,
    input  wire [5:0]  stride_y,
    input  wire [5:0]  stride_x,
    input  wire [11:0] tile_y,
    input  wire [11:0] tile_x,
    input  wire [13:0] accumulator,
    input  wire [13:0] accumulator_row,
    input  wire [13:0] parameter_group,
    input  wire [19:0] residual,
    input  wire [17:0] residual_row,
    input  wire [11:0] residual_column,
    input  wire [17:0] residual_window_row,
    input  wire [7:0]  residual_window_column,
    input  wire [19:0] result,
    input  wire [17:0] result_row,
    input  wire [7:0]  result_column,

    output reg         valid,
    output wire        window_first,
    output wire        window_last,
    output wire        last,
    // the element lies in the tile
    output wire        in_tile,
    output wire [13:0] element_accumulator,
    output wire [13:0] element_parameter,
    output wire [6:0]  element_column,
    output wire [19:0] element_residual,
    output wire [19:0] element_result
);
    // The instruction.
    reg [6:0]  column_held;
    reg [7:0]  groups_held;
    reg [11:0] outputs_x_held;
    reg [7:0]  window_y_held;
    reg [7:0]  window_x_held;
    reg [19:0] x_first_held;
    reg [5:0]  stride_y_held;
    reg [5:0]  stride_x_held;
    reg [11:0] tile_y_held;
    reg [11:0] tile_x_held;
    reg [13:0] accumulator_row_held;
    reg [13:0] parameter_held;
    reg [17:0] residual_row_held;
    reg [11:0] residual_column_held;
    reg [17:0] residual_window_row_held;
    reg [7:0]  residual_window_column_held;
    reg [17:0] result_row_held;
    reg [7:0]  result_column_held;

    always @(posedge clock) begin
        if (issue) begin
            column_held                 <= column;
            groups_held                 <= groups;
            outputs_x_held              <= outputs_x;
            window_y_held               <= window_y;
            window_x_held               <= window_x;
            x_first_held                <= {{8{x_first[11]}}, x_first};
            stride_y_held               <= stride_y;
            stride_x_held               <= stride_x;
            tile_y_held                 <= tile_y;
            tile_x_held                 <= tile_x;
            accumulator_row_held        <= accumulator_row;
            parameter_held              <= parameter_group;
            residual_row_held           <= residual_row;
            residual_column_held        <= residual_column;
            residual_window_row_held    <= residual_window_row;
            residual_window_column_held <= residual_window_column;
            result_row_held             <= result_row;
            result_column_held          <= result_column;
        end
    end

    // Counters, this round included, and which loops end with this element.
    reg [11:0] y_left;
    reg [11:0] x_left;
    reg [7:0]  groups_left;
    reg [7:0]  wy_left;
    reg [7:0]  wx_left;

    wire wx_ends = wx_left == 8'd1;
    wire wy_ends = wx_ends && wy_left == 8'd1;
    wire g_ends  = wy_ends && groups_left == 8'd1;
    wire x_ends  = g_ends && x_left == 12'd1;

    assign last         = x_ends && y_left == 12'd1;
    assign window_first = wx_left == window_x_held && wy_left == window_y_held;
    assign window_last  = wy_ends;

    always @(posedge clock) begin
        if (clear)
            valid <= 1'b0;
        else
            valid <= issue || (valid && !last);
    end

    always @(posedge clock) begin
        if (issue) begin
            y_left      <= outputs_y;
            x_left      <= outputs_x;
            groups_left <= groups;
            wy_left     <= window_y;
            wx_left     <= window_x;
        end else if (valid) begin
            wx_left <= wx_ends ? window_x_held : wx_left - 8'd1;
            if (wx_ends)
                wy_left <= wy_ends ? window_y_held : wy_left - 8'd1;
            if (wy_ends)
                groups_left <= g_ends ? groups_held : groups_left - 8'd1;
            if (g_ends)
                x_left <= x_ends ? outputs_x_held : x_left - 12'd1;
            if (x_ends)
                y_left <= y_left - 12'd1;
        end
    end

    // Accumulator words: of this element, and where its window row, window and output row began.
    reg  [13:0] word;
    reg  [13:0] word_window_row;
    reg  [13:0] word_window;
    reg  [13:0] word_row;
    wire [13:0] word_from = !wx_ends ? word : !wy_ends ? word_window_row : !x_ends ? word_window : word_row;
    wire [13:0] word_step = !wx_ends ? 14'd1 : !wy_ends ? {2'd0, tile_x_held}
                          : !g_ends ? 14'd0 : !x_ends ? {8'd0, stride_x_held} : accumulator_row_held;
    wire [13:0] word_next = issue ? accumulator : word_from + word_step;

    always @(posedge clock) begin
        word <= word_next;
        if (issue || wx_ends)
            word_window_row <= word_next;
        if (issue || wy_ends)
            word_window <= word_next;
        if (issue || x_ends)
            word_row <= word_next;
    end

    // Residual bytes.
    reg  [19:0] bytes;
    reg  [19:0] bytes_window_row;
    reg  [19:0] bytes_group;
    reg  [19:0] bytes_pixel;
    reg  [19:0] bytes_row;
    wire [19:0] bytes_from = !wx_ends ? bytes : !wy_ends ? bytes_window_row : !g_ends ? bytes_group
                           : !x_ends ? bytes_pixel : bytes_row;
    wire [19:0] bytes_step = !wx_ends ? {12'd0, residual_window_column_held} : !wy_ends ? {2'd0, residual_window_row_held}
                           : !g_ends ? LANES[19:0] : !x_ends ? {8'd0, residual_column_held} : {2'd0, residual_row_held};
    wire [19:0] bytes_next = issue ? residual : bytes_from + bytes_step;

    always @(posedge clock) begin
        bytes <= bytes_next;
        if (issue || wx_ends)
            bytes_window_row <= bytes_next;
        if (issue || wy_ends)
            bytes_group <= bytes_next;
        if (issue || g_ends)
            bytes_pixel <= bytes_next;
        if (issue || x_ends)
            bytes_row <= bytes_next;
    end

    // Result bytes, parameters and columns: the same for all elements of a window.
    reg  [19:0] target;
    reg  [19:0] target_pixel;
    reg  [19:0] target_row;
    reg  [13:0] group_parameter;
    reg  [6:0]  group_column;
    wire [19:0] target_from = !g_ends ? target : !x_ends ? target_pixel : target_row;
    wire [19:0] target_step = !g_ends ? LANES[19:0] : !x_ends ? {12'd0, result_column_held} : {2'd0, result_row_held};
    wire [19:0] target_next = issue ? result : target_from + target_step;

    always @(posedge clock) begin
        if (issue || wy_ends) begin
            target          <= target_next;
            group_parameter <= issue ? parameter_group : g_ends ? parameter_held : group_parameter + 14'd1;
            group_column    <= issue ? column : g_ends ? column_held : group_column + LANES[6:0];
        end
        if (issue || g_ends)
            target_pixel <= target_next;
        if (issue || x_ends)
            target_row <= target_next;
    end

    // The element's place in the tile.
    reg [19:0] y;
    reg [19:0] y_window;
    reg [19:0] x;
    reg [19:0] x_window;

    wire [19:0] y_next = issue ? {{8{y_first[11]}}, y_first} : y_window + (x_ends ? {14'd0, stride_y_held} : 20'd0);
    wire [19:0] x_next = issue ? {{8{x_first[11]}}, x_first}
                       : x_ends ? x_first_held : x_window + (g_ends ? {14'd0, stride_x_held} : 20'd0);

    always @(posedge clock) begin
        if (issue || wy_ends)
            y <= y_next;
        else if (wx_ends)
            y <= y + 20'd1;
        if (issue || wx_ends)
            x <= x_next;
        else
            x <= x + 20'd1;
        if (issue || x_ends)
            y_window <= y_next;
        if (issue || g_ends)
            x_window <= x_next;
    end

    // A negative place is a large unsigned one.
    assign in_tile              = y < {8'd0, tile_y_held} && x < {8'd0, tile_x_held};
    assign element_accumulator = word;
    assign element_parameter   = group_parameter;
    assign element_column      = group_column;
    assign element_residual    = bytes;
    assign element_result      = target;
endmodule
