// The drain unit: takes LANES channels an element through bias, requantisation, residual, clamp and pool into the result buffer.
//
// Issue in t; element n is written in t + 21 + n if it ends its window. The constants of the instruction travel with the elements, since the next
// drain may follow in the cycle after the last element's Z0. Names end in the cycle in which they hold, counted from the issue for element 0.
//
//   1 Z0 nest ─► 2 Z1 addresses ─► 3 Z2 words ─► 4 Z3 lanes' operands ─► 5 … 21 LANES × lexicore_drain_lane ─► result buffer
module lexicore_drain #(
    parameter COLUMNS = 16,
    parameter LANES   = 4,
    // bits of a drain in its queue
    parameter BITS    = 484
) (
    input  wire                  clock,
    input  wire                  clear,

    input  wire [BITS-1:8]       head,
    // the head is there, its waits hold, and issues are allowed
    input  wire                  possible,
    output wire                  issue,
    output wire                  retire,

    output wire                  accumulator_read,
    output wire                  accumulator_bank,
    output wire [13:0]           accumulator_address,
    input  wire [32*COLUMNS-1:0] accumulator_word0,
    input  wire [32*COLUMNS-1:0] accumulator_word1,

    // in groups
    output wire [13:0]           parameter_address,
    input  wire [64*LANES-1:0]   parameter_group,

    // in bytes
    output wire [19:0]           residual_address,
    input  wire [8*LANES-1:0]    residual_bytes,

    // in bytes
    output wire                  result_write,
    output wire [19:0]           result_address,
    output wire [8*LANES-1:0]    result_data
);
    localparam LANE_SHIFT = $clog2(LANES);

    wire        bank;
    wire [6:0]  column;
    wire [7:0]  groups;
    wire [11:0] outputs_y;
    wire [11:0] outputs_x;
    wire [7:0]  window_y;
    wire [7:0]  window_x;
    wire        sum_pool;
    wire [11:0] y_first;
    wire [11:0] x_first;
    wire [5:0]  stride_y;
    wire [5:0]  stride_x;
    wire [11:0] tile_y;
    wire [11:0] tile_x;
    wire [13:0] accumulator;
    wire [13:0] accumulator_row;
    wire [13:0] parameter_first;
    wire [8:0]  lowest;
    wire [8:0]  highest;
    wire        add_residual;
    wire        residual_signed;
    wire [19:0] residual;
    wire [17:0] residual_row;
    wire [11:0] residual_column;
    wire [17:0] residual_window_row;
    wire [7:0]  residual_window_column;
    wire [15:0] residual_multiplier;
    wire [5:0]  residual_shift;
    wire [15:0] pool_multiplier;
    wire [5:0]  pool_shift;
    wire [8:0]  pool_lowest;
    wire [8:0]  pool_highest;
    wire [19:0] result;
    wire [17:0] result_row;
    wire [7:0]  result_column;

    lexicore_drain_fields fields (
        .instruction           (head),
        .bank                  (bank),
        .column                (column),
        .groups                (groups),
        .outputs_y             (outputs_y),
        .outputs_x             (outputs_x),
        .window_y              (window_y),
        .window_x              (window_x),
        .sum_pool              (sum_pool),
        .y_first               (y_first),
        .x_first               (x_first),
        .stride_y              (stride_y),
        .stride_x              (stride_x),
        .tile_y                (tile_y),
        .tile_x                (tile_x),
        .accumulator           (accumulator),
        .accumulator_row       (accumulator_row),
        .parameter_            (parameter_first),
        .lowest                (lowest),
        .highest               (highest),
        .add_residual          (add_residual),
        .residual_signed       (residual_signed),
        .residual              (residual),
        .residual_row          (residual_row),
        .residual_column       (residual_column),
        .residual_window_row   (residual_window_row),
        .residual_window_column(residual_window_column),
        .residual_multiplier   (residual_multiplier),
        .residual_shift        (residual_shift),
        .pool_multiplier       (pool_multiplier),
        .pool_shift            (pool_shift),
        .pool_lowest           (pool_lowest),
        .pool_highest          (pool_highest),
        .result                (result),
        .result_row            (result_row),
        .result_column         (result_column)
    );

    // ---------------------------------------------------------------------------------------------------- 1: Z0
    wire        valid1;
    wire        window_first1;
    wire        window_last1;
    wire        last1;
    wire        inside1;
    wire [13:0] accumulator1;
    wire [13:0] parameter1;
    wire [6:0]  column1;
    wire [19:0] residual1;
    wire [19:0] result1;

    assign issue = possible && !valid1;

    lexicore_drain_nest #(.LANES(LANES)) nest (
        .clock                 (clock),
        .clear                 (clear),
        .issue                 (issue),
        .column                (column),
        .groups                (groups),
        .outputs_y             (outputs_y),
        .outputs_x             (outputs_x),
        .window_y              (window_y),
        .window_x              (window_x),
        .y_first               (y_first),
        .x_first               (x_first),
        .stride_y              (stride_y),
        .stride_x              (stride_x),
        .tile_y                (tile_y),
        .tile_x                (tile_x),
        .accumulator           (accumulator),
        .accumulator_row       (accumulator_row),
        .parameter_group       (parameter_first),
        .residual              (residual),
        .residual_row          (residual_row),
        .residual_column       (residual_column),
        .residual_window_row   (residual_window_row),
        .residual_window_column(residual_window_column),
        .result                (result),
        .result_row            (result_row),
        .result_column         (result_column),
        .valid                 (valid1),
        .window_first          (window_first1),
        .window_last           (window_last1),
        .last                  (last1),
        .in_tile               (inside1),
        .element_accumulator   (accumulator1),
        .element_parameter     (parameter1),
        .element_column        (column1),
        .element_residual      (residual1),
        .element_result        (result1)
    );

    // What is the same for all elements of the instruction.
    reg        bank1;
    reg        residual_added1;
    reg        residual_signed1;
    reg [15:0] residual_multiplier1;
    reg [5:0]  residual_shift1;
    reg [8:0]  lowest1;
    reg [8:0]  highest1;
    reg [15:0] pool_multiplier1;
    reg [5:0]  pool_shift1;
    reg        pool_sum1;
    reg [8:0]  pool_lowest1;
    reg [8:0]  pool_highest1;

    always @(posedge clock) begin
        if (issue) begin
            bank1                <= bank;
            residual_added1      <= add_residual;
            residual_signed1     <= residual_signed;
            residual_multiplier1 <= residual_multiplier;
            residual_shift1      <= residual_shift;
            lowest1              <= lowest;
            highest1             <= highest;
            pool_multiplier1     <= pool_multiplier;
            pool_shift1          <= pool_shift;
            pool_sum1            <= sum_pool;
            pool_lowest1         <= pool_lowest;
            pool_highest1        <= pool_highest;
        end
    end

    // ---------------------------------------------------------------------------------------------------- 2: Z1
    reg        valid2;
    reg        bank2;
    reg [13:0] accumulator2;
    reg [13:0] parameter2;
    reg [19:0] residual2;

    assign accumulator_read    = valid2;
    assign accumulator_bank    = bank2;
    assign accumulator_address = accumulator2;
    assign parameter_address   = parameter2;
    assign residual_address    = residual2;

    always @(posedge clock) begin
        if (clear)
            valid2 <= 1'b0;
        else
            valid2 <= valid1;
    end

    always @(posedge clock) begin
        bank2        <= bank1;
        accumulator2 <= accumulator1;
        parameter2   <= parameter1;
        residual2    <= residual1;
    end

    // ---------------------------------------------------------------------------------------------------- 3, 4: Z2, Z3
    reg                 bank3;
    wire [6:0]          column3;
    reg  [32*LANES-1:0] accumulators4;
    reg  [64*LANES-1:0] parameters4;
    reg  [8*LANES-1:0]  residuals4;

    lexicore_delay #(.WIDTH(7), .CYCLES(2)) column_delay (.clock(clock), .value(column1), .delayed(column3));

    wire [6:0]            group3 = column3 >> LANE_SHIFT;
    wire [32*COLUMNS-1:0] word3  = bank3 ? accumulator_word1 : accumulator_word0;

    always @(posedge clock) begin
        bank3         <= bank2;
        accumulators4 <= word3[group3*(32*LANES) +: 32*LANES];
        parameters4   <= parameter_group;
        residuals4    <= residual_bytes;
    end

    // ---------------------------------------------------------------------------------------------------- what travels along
    wire        residual_added4;
    wire        residual_signed4;
    wire [15:0] residual_multiplier5;
    wire [5:0]  residual_shift5;
    wire [8:0]  lowest12;
    wire [8:0]  highest12;
    wire        inside13;
    wire        window_first13;
    wire [15:0] pool_multiplier14;
    wire [5:0]  pool_shift14;
    wire        pool_sum20;
    wire [8:0]  pool_lowest20;
    wire [8:0]  pool_highest20;
    wire [19:0] result21;
    wire        window_last21;
    wire        last21;

    lexicore_delay #(.WIDTH(2), .CYCLES(3)) delay4 (
        .clock(clock), .value({residual_added1, residual_signed1}), .delayed({residual_added4, residual_signed4})
    );

    lexicore_delay #(.WIDTH(22), .CYCLES(4)) delay5 (
        .clock(clock), .value({residual_multiplier1, residual_shift1}), .delayed({residual_multiplier5, residual_shift5})
    );

    lexicore_delay #(.WIDTH(18), .CYCLES(11)) delay12 (
        .clock(clock), .value({lowest1, highest1}), .delayed({lowest12, highest12})
    );

    lexicore_delay #(.WIDTH(2), .CYCLES(12)) delay13 (
        .clock(clock), .value({inside1, window_first1}), .delayed({inside13, window_first13})
    );

    lexicore_delay #(.WIDTH(22), .CYCLES(13)) delay14 (
        .clock(clock), .value({pool_multiplier1, pool_shift1}), .delayed({pool_multiplier14, pool_shift14})
    );

    lexicore_delay #(.WIDTH(19), .CYCLES(19)) delay20 (
        .clock(clock), .value({pool_sum1, pool_lowest1, pool_highest1}), .delayed({pool_sum20, pool_lowest20, pool_highest20})
    );

    lexicore_delay #(.WIDTH(22), .CYCLES(20)) delay21 (
        .clock(clock), .value({result1, window_last1, last1}), .delayed({result21, window_last21, last21})
    );

    // Whether the element is one; bit n holds for cycle n + 2.
    reg [19:0] valid_stages;
    wire       valid21 = valid_stages[19];

    always @(posedge clock) begin
        if (clear)
            valid_stages <= 20'd0;
        else
            valid_stages <= {valid_stages[18:0], valid1};
    end

    // ---------------------------------------------------------------------------------------------------- 5 to 21: the lanes
    reg empty13;

    always @(posedge clock)
        if (valid_stages[11])
            empty13 <= !inside13 && (window_first13 || empty13);

    genvar lane;
    generate
        for (lane = 0; lane < LANES; lane = lane + 1) begin : lanes
            lexicore_drain_lane drain_lane (
                .clock               (clock),
                .accumulator4        (accumulators4[32*lane +: 32]),
                .parameters4         (parameters4[64*lane +: 64]),
                .residual4           (residuals4[8*lane +: 8]),
                .residual_added4     (residual_added4),
                .residual_signed4    (residual_signed4),
                .residual_multiplier5(residual_multiplier5),
                .residual_shift5     (residual_shift5),
                .lowest12            (lowest12),
                .highest12           (highest12),
                .inside13            (inside13),
                .empty13             (empty13),
                .window_first13      (window_first13),
                .pool_multiplier14   (pool_multiplier14),
                .pool_shift14        (pool_shift14),
                .pool_sum20          (pool_sum20),
                .pool_lowest20       (pool_lowest20),
                .pool_highest20      (pool_highest20),
                .result21            (result_data[8*lane +: 8])
            );
        end
    endgenerate

    assign result_write   = valid21 && window_last21;
    assign result_address = result21;
    assign retire         = valid21 && last21;
endmodule
