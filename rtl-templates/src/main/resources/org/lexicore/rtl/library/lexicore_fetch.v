// Instruction fetch: asks for up to four instructions at a time, keeps eight, and pushes each into its unit's queue.
//
// A word is read from the buffer in cycle a, is shifted into the instruction in a + 1, which is complete in a + 2 if it was the last; dispatch is
// in the first cycle from then on in which the queue has a place. Requests begin in the first running cycle.
//
//   request ◄── remaining, held          dispatch[unit]
//   beat ──► RAM[8 instructions] ──► word ──► instruction ──► queues
module lexicore_fetch #(
    parameter WORD_BYTES = 16
) (
    input  wire                    clock,
    input  wire                    clear,
    // takes the program and instructions over
    input  wire                    start,
    input  wire                    running,
    // no request, no dispatch
    input  wire                    hold,
    input  wire [31:0]             program_base,
    input  wire [31:0]             instructions,

    output wire                    request,
    output wire [31:0]             request_address,
    output wire [6:0]              request_beats,
    input  wire                    grant,

    input  wire                    beat,
    input  wire [8*WORD_BYTES-1:0] beat_data,

    input  wire [3:0]              queue_full,
    output wire [3:0]              dispatch,
    output wire [511:0]            instruction,
    output wire                    all_dispatched
);
    localparam WORDS        = 64 / WORD_BYTES;
    localparam DEPTH        = 8 * WORDS;
    localparam ADDRESS_BITS = $clog2(DEPTH);
    localparam WORD_BITS    = 8 * WORD_BYTES;
    localparam LAST_WORD    = WORDS - 1;

    // Instructions not yet requested, not yet dispatched; instructions requested and not dispatched.
    reg [31:0] remaining;
    reg [31:0] undispatched;
    reg [23:0] page;
    reg [3:0]  held;

    wire       whole       = remaining[31:2] != 30'd0;
    wire [2:0] wanted      = whole ? 3'd4 : {1'b0, remaining[1:0]};
    wire [4:0] held_then   = {1'b0, held} + {2'b00, wanted};
    wire       dispatching = |dispatch;

    assign request         = running && !hold && wanted != 3'd0 && held_then <= 5'd8;
    assign request_address = {page, 8'd0};
    assign all_dispatched  = undispatched == 32'd0;

    generate
        if (WORDS == 1) begin : words_1
            assign request_beats = {4'd0, wanted};
        end else begin : words_many
            assign request_beats = {4'd0, wanted} << $clog2(WORDS);
        end
    endgenerate

    always @(posedge clock) begin
        if (start) begin
            remaining    <= instructions;
            undispatched <= instructions;
            page         <= program_base[31:8];
        end else begin
            if (grant) begin
                remaining <= whole ? {remaining[31:2] - 30'd1, remaining[1:0]} : 32'd0;
                page      <= page + 24'd1;
            end
            if (dispatching)
                undispatched <= undispatched - 32'd1;
        end
        if (clear)
            held <= 4'd0;
        else
            held <= held + (grant ? {1'b0, wanted} : 4'd0) - {3'd0, dispatching};
    end

    // The buffer and the words in it that have not been read.
    reg  [ADDRESS_BITS-1:0] write_pointer;
    reg  [ADDRESS_BITS-1:0] read_pointer;
    reg  [ADDRESS_BITS:0]   received;
    reg                     filling;
    reg  [4:0]              word_index;
    reg                     capture;
    reg                     captures_last;
    reg                     assembled;
    reg  [511:0]            register;
    wire [WORD_BITS-1:0]    word;

    wire read      = filling && received != {(ADDRESS_BITS+1){1'b0}};
    wire read_last = read && word_index == LAST_WORD[4:0];

    always @(posedge clock) begin
        if (clear) begin
            write_pointer <= {ADDRESS_BITS{1'b0}};
            read_pointer  <= {ADDRESS_BITS{1'b0}};
            received      <= {(ADDRESS_BITS+1){1'b0}};
            filling       <= 1'b1;
            word_index    <= 5'd0;
            capture       <= 1'b0;
            captures_last <= 1'b0;
            assembled     <= 1'b0;
        end else begin
            if (beat)
                write_pointer <= write_pointer + 1'b1;
            if (read) begin
                read_pointer <= read_pointer + 1'b1;
                word_index   <= read_last ? 5'd0 : word_index + 5'd1;
            end
            if (beat && !read)
                received <= received + 1'b1;
            else if (!beat && read)
                received <= received - 1'b1;
            if (read_last)
                filling <= 1'b0;
            else if (dispatching)
                filling <= 1'b1;
            capture       <= read;
            captures_last <= read_last;
            if (captures_last)
                assembled <= 1'b1;
            else if (dispatching)
                assembled <= 1'b0;
        end
    end

    lexicore_ram #(
        .LANE_BITS(WORD_BITS), .LANES(1), .DEPTH(DEPTH), .ADDRESS_BITS(ADDRESS_BITS)
    ) buffer (
        .clock        (clock),
        .write_enable (beat),
        .write_address(write_pointer),
        .write_data   (beat_data),
        .read_enable  (read),
        .read_address (read_pointer),
        .read_data    (word)
    );

    generate
        if (WORDS == 1) begin : take
            always @(posedge clock)
                if (capture)
                    register <= word;
        end else begin : shift
            always @(posedge clock)
                if (capture)
                    register <= {word, register[511:WORD_BITS]};
        end
    endgenerate

    wire [1:0] unit;

    lexicore_unit_fields fields (.instruction(register[7:0]), .unit(unit));

    assign instruction = register;
    assign dispatch    = (assembled && !hold && !queue_full[unit]) ? 4'd1 << unit : 4'd0;

    wire unused = &{1'b0, program_base[7:0]};
endmodule
