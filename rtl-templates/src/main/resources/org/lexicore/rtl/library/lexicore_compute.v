// The compute unit: decoder, pass sequencer and span reader, in front of the array.
//
// A compute issues in an advance cycle in which the decoder is idle. From then on nothing stalls it but the decoder's own two holds.
//
//   queue head ─► fields ─┬─► lexicore_pass_sequencer ─► lexicore_span_reader ─► activations
//                         └─► lexicore_index_decoder ──► shadow weights
module lexicore_compute #(
    parameter ROWS           = 16,
    parameter COLUMNS        = 16,
    parameter PORTS          = 1,
    parameter WORD_BYTES     = 16,
    parameter ENTRY_BITS     = 8,
    parameter BOOK_BITS      = 0,
    parameter CODEWORD_BYTES = 8,
    // bytes of a line of the activation buffer
    parameter LINE_BYTES     = 16,
    parameter MEMORY_DIR     = "./",
    // bits of a compute in its queue
    parameter BITS           = 460
) (
    input  wire                    clock,
    input  wire                    clear,

    input  wire [BITS-1:8]         head,
    // the head is there, its waits hold, and issues are allowed
    input  wire                    possible,
    output wire                    issue,
    // X0 holds a pixel; there are weights under way
    output wire                    busy,
    output wire                    decoding,

    output wire                    index_read,
    output wire [19:0]             index_address,
    input  wire [8*WORD_BYTES-1:0] index_word,

    input  wire                    codebook_write,
    input  wire [19:0]             codebook_address,
    input  wire [8*WORD_BYTES-1:0] codebook_data,

    output wire                    activation_read,
    output wire [23:0]             even_address,
    output wire [23:0]             odd_address,
    input  wire [8*LINE_BYTES-1:0] even_line,
    input  wire [8*LINE_BYTES-1:0] odd_line,

    output wire                    shadow_write,
    output wire [COLUMNS-1:0]      shadow_columns,
    output wire [ROWS-1:0]         shadow_rows,
    output wire                    shadow_plain,
    output wire                    shadow_diagonal,
    output wire [PORTS*ROWS*8-1:0] shadow_lanes,
    output wire                    swap,
    output wire [9*ROWS-1:0]       activations,

    output wire                    pixel_valid,
    output wire [13:0]             pixel_accumulator,
    output wire                    pixel_bank,
    output wire                    pixel_accumulates,
    output wire [7:0]              pixel_columns,
    output wire                    pixel_last,

    output wire                    event_decode,
    output wire [PORTS*ROWS*8-1:0] event_decode_data,
    output wire                    event_pass_start,
    output wire                    event_pass_end
);
    wire        plain;
    wire        is_signed;
    wire        accumulate;
    wire        bank;
    wire [13:0] accumulator;
    wire [4:0]  index_bits;
    wire [6:0]  codeword;
    wire [7:0]  rows_per_pass;
    wire [7:0]  book;
    wire [19:0] stream;
    wire [7:0]  columns;
    wire [23:0] activation;
    wire [11:0] pixels_y;
    wire [11:0] pixels_x;
    wire [23:0] row_step;
    wire [13:0] column_step;
    wire [7:0]  kernel_y;
    wire [7:0]  kernel_x;
    wire [9:0]  blocks;
    wire [23:0] ky_step;
    wire [13:0] kx_step;
    wire [23:0] block_step;
    wire [12:0] segment;
    wire [12:0] last_segment;
    wire [5:0]  lead;
    wire [15:0] y_first;
    wire [5:0]  y_stride;
    wire [5:0]  y_dilation;
    wire [14:0] height;
    wire [19:0] x_first;
    wire [19:0] row_bytes;
    wire        diagonal;

    lexicore_compute_fields fields (
        .instruction  (head),
        .plain        (plain),
        .signed_      (is_signed),
        .accumulate   (accumulate),
        .bank         (bank),
        .accumulator  (accumulator),
        .index_bits   (index_bits),
        .codeword     (codeword),
        .rows_per_pass(rows_per_pass),
        .book         (book),
        .stream       (stream),
        .columns      (columns),
        .activation   (activation),
        .pixels_y     (pixels_y),
        .pixels_x     (pixels_x),
        .row_step     (row_step),
        .column_step  (column_step),
        .kernel_y     (kernel_y),
        .kernel_x     (kernel_x),
        .blocks       (blocks),
        .ky_step      (ky_step),
        .kx_step      (kx_step),
        .block_step   (block_step),
        .segment      (segment),
        .last_segment (last_segment),
        .lead         (lead),
        .y_first      (y_first),
        .y_stride     (y_stride),
        .y_dilation   (y_dilation),
        .height       (height),
        .x_first      (x_first),
        .row_bytes    (row_bytes),
        .diagonal     (diagonal)
    );

    // What the pixel path needs of the instruction in the decoder.
    reg        signed_held;
    reg        bank_held;
    reg [13:0] accumulator_held;
    reg [7:0]  columns_held;
    reg [11:0] pixels_y_held;
    reg [11:0] pixels_x_held;
    reg [23:0] row_step_held;
    reg [13:0] column_step_held;
    reg [5:0]  y_stride_held;
    reg [14:0] height_held;
    reg [19:0] row_bytes_held;

    always @(posedge clock) begin
        if (issue) begin
            signed_held      <= is_signed;
            bank_held        <= bank;
            accumulator_held <= accumulator;
            columns_held     <= columns;
            pixels_y_held    <= pixels_y;
            pixels_x_held    <= pixels_x;
            row_step_held    <= row_step;
            column_step_held <= column_step;
            y_stride_held    <= y_stride;
            height_held      <= height;
            row_bytes_held   <= row_bytes;
        end
    end

    wire        next;
    wire [7:0]  tail;
    wire [7:0]  rows;
    wire [7:0]  rows_next;
    wire        last_pass;
    wire [23:0] address;
    wire [23:0] byte_position;
    wire [19:0] row_position;
    wire [7:0]  lowest;
    wire        accumulates;
    wire        pending;
    wire        start;
    wire        decoder_idle;

    assign decoding         = !decoder_idle || pending;
    assign event_pass_start = start;

    lexicore_pass_sequencer pass_sequencer (
        .clock        (clock),
        .issue        (issue),
        .accumulate   (accumulate),
        .codeword     (codeword),
        .rows_per_pass(rows_per_pass),
        .activation   (activation),
        .kernel_y     (kernel_y),
        .kernel_x     (kernel_x),
        .blocks       (blocks),
        .ky_step      (ky_step),
        .kx_step      (kx_step),
        .block_step   (block_step),
        .segment      (segment),
        .last_segment (last_segment),
        .lead         (lead),
        .y_first      (y_first),
        .y_dilation   (y_dilation),
        .x_first      (x_first),
        .next         (next),
        .tail         (tail),
        .rows         (rows),
        .rows_next    (rows_next),
        .last         (last_pass),
        .address      (address),
        .byte_position(byte_position),
        .row_position (row_position),
        .lowest       (lowest),
        .accumulates  (accumulates)
    );

    lexicore_index_decoder #(
        .ROWS(ROWS), .COLUMNS(COLUMNS), .PORTS(PORTS), .WORD_BYTES(WORD_BYTES), .ENTRY_BITS(ENTRY_BITS), .BOOK_BITS(BOOK_BITS),
        .CODEWORD_BYTES(CODEWORD_BYTES), .MEMORY_DIR(MEMORY_DIR)
    ) index_decoder (
        .clock            (clock),
        .clear            (clear),
        .possible         (possible),
        .issue            (issue),
        .idle             (decoder_idle),
        .plain            (plain),
        .diagonal         (diagonal),
        .index_bits       (index_bits),
        .codeword         (codeword),
        .book             (book),
        .stream           (stream),
        .columns          (columns),
        .rows             (rows),
        .rows_next        (rows_next),
        .last_pass        (last_pass),
        .next             (next),
        .tail             (tail),
        .pending          (pending),
        .start            (start),
        .swap             (swap),
        .index_read       (index_read),
        .index_address    (index_address),
        .index_word       (index_word),
        .codebook_write   (codebook_write),
        .codebook_address (codebook_address),
        .codebook_data    (codebook_data),
        .shadow_write     (shadow_write),
        .shadow_columns   (shadow_columns),
        .shadow_rows      (shadow_rows),
        .shadow_plain     (shadow_plain),
        .shadow_diagonal  (shadow_diagonal),
        .shadow_lanes     (shadow_lanes),
        .event_decode     (event_decode),
        .event_decode_data(event_decode_data)
    );

    lexicore_span_reader #(.ROWS(ROWS), .LINE_BYTES(LINE_BYTES)) span_reader (
        .clock            (clock),
        .clear            (clear),
        .take             (next),
        .address          (address),
        .byte_position    (byte_position),
        .row_position     (row_position),
        .lowest           (lowest),
        .rows             (rows),
        .pixels_y         (pixels_y_held),
        .pixels_x         (pixels_x_held),
        .row_step         (row_step_held),
        .column_step      (column_step_held),
        .y_stride         (y_stride_held),
        .height           (height_held),
        .row_bytes        (row_bytes_held),
        .is_signed        (signed_held),
        .accumulates      (accumulates),
        .bank             (bank_held),
        .accumulator      (accumulator_held),
        .columns          (columns_held),
        .last_pass        (last_pass),
        .pending          (pending),
        .start            (start),
        .swap             (swap),
        .busy             (busy),
        .pass_end         (event_pass_end),
        .read_enable      (activation_read),
        .even_address     (even_address),
        .odd_address      (odd_address),
        .even_line        (even_line),
        .odd_line         (odd_line),
        .activations      (activations),
        .pixel_valid      (pixel_valid),
        .pixel_accumulator(pixel_accumulator),
        .pixel_bank       (pixel_bank),
        .pixel_accumulates(pixel_accumulates),
        .pixel_columns    (pixel_columns),
        .pixel_last       (pixel_last)
    );
endmodule
