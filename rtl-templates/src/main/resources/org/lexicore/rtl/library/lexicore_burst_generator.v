// Cuts the segments of a load or store into bursts that cross no multiple of 256 bytes.
//
// Issue in t; SPLIT in t + 1 measures a burst; REQUEST from t + 2 until the port grants it; then SPLIT of the next, or idle. Crossing into the
// next segment costs nothing extra.
//
//            issue             grant, more to do
//   IDLE ──────────► SPLIT ◄───────────────────┐
//    ▲                 └─────► REQUEST ────────┤
//    └─────────────────────────────────────────┘ grant of the last burst
module lexicore_burst_generator #(
    // bytes of an AXI word
    parameter WORD_BYTES = 16
) (
    input  wire        clock,
    input  wire        clear,

    input  wire        issue,
    input  wire [31:0] address,
    input  wire [19:0] local_address,
    input  wire [15:0] segments,
    input  wire [15:0] words,
    input  wire [31:0] stride,
    input  wire [19:0] local_stride,
    output wire        idle,

    output wire        request,
    output wire [31:0] request_address,
    output wire [19:0] request_local,
    output wire [6:0]  request_beats,
    output wire        request_ends_segment,
    output wire        request_ends_instruction,
    input  wire        grant
);
    localparam WORD_SHIFT = $clog2(WORD_BYTES);
    // bits of a word's place in its 256 bytes
    localparam PLACE_BITS = 8 - WORD_SHIFT;

    localparam [1:0] IDLE    = 2'd0;
    localparam [1:0] SPLIT   = 2'd1;
    localparam [1:0] REQUEST = 2'd2;

    reg [1:0]  state;
    reg [31:0] burst_address;
    reg [31:0] segment_address;
    reg [31:0] segment_stride;
    reg [19:0] burst_local;
    reg [19:0] segment_local;
    reg [19:0] segment_local_stride;
    reg [15:0] segment_words;
    reg [15:0] words_left;
    reg [15:0] segments_left;
    reg        segment_begins;

    reg [PLACE_BITS:0] beats;
    reg                ends_segment;

    wire [PLACE_BITS:0] room      = {1'b1, {PLACE_BITS{1'b0}}} - {1'b0, burst_address[7:WORD_SHIFT]};
    wire [15:0]         wide_room = {{(15-PLACE_BITS){1'b0}}, room};
    wire [15:0]         wide_beats = {{(15-PLACE_BITS){1'b0}}, beats};
    wire                fits      = words_left <= wide_room;

    assign idle                     = state == IDLE;
    assign request                  = state == REQUEST;
    assign request_address          = burst_address;
    assign request_local            = burst_local;
    assign request_beats            = wide_beats[6:0];
    assign request_ends_segment     = ends_segment;
    assign request_ends_instruction = ends_segment && segments_left == 16'd1;

    always @(posedge clock) begin
        if (clear)
            state <= IDLE;
        else
            case (state)
                IDLE:    if (issue) state <= SPLIT;
                SPLIT:   state <= REQUEST;
                default: if (grant) state <= request_ends_instruction ? IDLE : SPLIT;
            endcase
    end

    always @(posedge clock) begin
        if (issue) begin
            burst_address        <= address;
            burst_local          <= local_address;
            segment_stride       <= stride;
            segment_local_stride <= local_stride;
            segment_words        <= words;
            words_left           <= words;
            segments_left        <= segments;
            segment_begins       <= 1'b1;
        end
        if (state == SPLIT) begin
            beats        <= fits ? words_left[PLACE_BITS:0] : room;
            ends_segment <= fits;
            if (segment_begins) begin
                segment_address <= burst_address + segment_stride;
                segment_local   <= burst_local + segment_local_stride;
            end
        end
        if (grant) begin
            segment_begins <= ends_segment;
            if (ends_segment) begin
                burst_address <= segment_address;
                burst_local   <= segment_local;
                words_left    <= segment_words;
                segments_left <= segments_left - 16'd1;
            end else begin
                // A burst that does not end its segment ends at a multiple of 256.
                burst_address <= {burst_address[31:8] + 24'd1, 8'd0};
                burst_local   <= burst_local + {4'd0, wide_beats};
                words_left    <= words_left - wide_beats;
            end
        end
    end
endmodule
