// The AXI4 write master: a queue of bursts, and an engine that streams the result buffer's words and offers each burst's address with its first word.
//
// A grant in cycle g queues the burst. An idle engine pops the next one when the address channel is free. The data channel shows the result
// buffer's output itself: a word is read only when the channel is free in the next cycle. With a burst's first word its address becomes
// valid: awvalid and wvalid rise together, and neither waits for the other's ready. bready is constantly 1.
//
//   store ── grant ──► FIFO ──► engine ──┬──────────────────► aw*
//                │                       └► result buffer ──► w*
//                └──► FIFO: ends its store? ──► b* ──► store_retired
module lexicore_write_port #(
    parameter WORD_BYTES   = 16,
    parameter ADDRESS_BITS = 32,
    // bursts granted and not yet answered, 1 to 64
    parameter OUTSTANDING  = 4
) (
    input  wire                    clock,
    input  wire                    clear,
    // no new grants
    input  wire                    hold,

    input  wire                    store_request,
    input  wire [31:0]             store_address,
    input  wire [6:0]              store_beats,
    input  wire [19:0]             store_local,
    input  wire [6:0]              store_last_bytes,
    input  wire                    store_ends_segment,
    input  wire                    store_ends_instruction,
    output wire                    store_grant,
    output wire                    store_retired,

    output wire                    result_read,
    output wire [19:0]             result_address,

    output wire                    beat_written,
    output wire                    error,
    output wire                    idle,

    output wire [ADDRESS_BITS-1:0] m_axi_awaddr,
    output wire [7:0]              m_axi_awlen,
    output reg                     m_axi_awvalid,
    input  wire                    m_axi_awready,
    output reg  [WORD_BYTES-1:0]   m_axi_wstrb,
    output reg                     m_axi_wlast,
    output reg                     m_axi_wvalid,
    input  wire                    m_axi_wready,
    input  wire [1:0]              m_axi_bresp,
    input  wire                    m_axi_bvalid
);
    // {address, local address, beats, ends segment, bytes of the last word}
    localparam BURST_BITS = ADDRESS_BITS + 35;

    // bursts granted and not yet answered: the response comes after address and data
    reg [6:0] outstanding;

    assign store_grant  = store_request && !hold && outstanding != OUTSTANDING[6:0];
    assign beat_written = m_axi_wvalid && m_axi_wready;
    assign error        = m_axi_bvalid && m_axi_bresp[1];
    assign idle         = outstanding == 7'd0;

    always @(posedge clock) begin
        if (clear)
            outstanding <= 7'd0;
        else if (store_grant && !m_axi_bvalid)
            outstanding <= outstanding + 7'd1;
        else if (!store_grant && m_axi_bvalid)
            outstanding <= outstanding - 7'd1;
    end

    // The engine. A burst stays at the FIFO's output until the next pop: after its last word was read and its address taken.
    wire                  bursts_filled;
    wire [BURST_BITS-1:0] burst;
    reg                   active;
    reg                   begins;
    reg  [19:0]           next_address;
    reg  [6:0]            next_left;

    wire [19:0]           burst_local      = burst[34:15];
    wire [6:0]            burst_beats      = burst[14:8];
    wire                  ends_segment     = burst[7];
    wire [6:0]            burst_last_bytes = burst[6:0];
    wire [6:0]            left             = begins ? burst_beats : next_left;
    wire                  last             = left == 7'd1;
    wire [6:0]            last_beat        = burst_beats - 7'd1;
    wire                  pop              = !active && bursts_filled && (!m_axi_awvalid || m_axi_awready);
    wire [WORD_BYTES-1:0] last_strobe;

    lexicore_fifo #(.WIDTH(BURST_BITS), .DEPTH(OUTSTANDING)) bursts (
        .clock    (clock),
        .clear    (clear),
        .push     (store_grant),
        .push_data({store_address[ADDRESS_BITS-1:0], store_local, store_beats, store_ends_segment, store_last_bytes}),
        .pop      (pop),
        .filled   (bursts_filled),
        .data     (burst)
    );

    assign result_read    = active && (!m_axi_wvalid || m_axi_wready);
    assign result_address = begins ? burst_local : next_address;
    assign m_axi_awaddr   = burst[BURST_BITS-1:35];
    assign m_axi_awlen    = {1'b0, last_beat};

    genvar place;
    generate
        for (place = 0; place < WORD_BYTES; place = place + 1) begin : strobe
            localparam [6:0] PLACE = place;

            assign last_strobe[place] = PLACE < burst_last_bytes;
        end
    endgenerate

    always @(posedge clock) begin
        if (clear) begin
            active        <= 1'b0;
            m_axi_awvalid <= 1'b0;
            m_axi_wvalid  <= 1'b0;
        end else begin
            if (pop)
                active <= 1'b1;
            else if (result_read && last)
                active <= 1'b0;
            if (result_read && begins)
                m_axi_awvalid <= 1'b1;
            else if (m_axi_awready)
                m_axi_awvalid <= 1'b0;
            if (result_read)
                m_axi_wvalid <= 1'b1;
            else if (m_axi_wready)
                m_axi_wvalid <= 1'b0;
        end
    end

    always @(posedge clock) begin
        if (pop)
            begins <= 1'b1;
        else if (result_read)
            begins <= 1'b0;
        if (result_read) begin
            next_address <= result_address + 20'd1;
            next_left    <= left - 7'd1;
            m_axi_wlast  <= last;
            m_axi_wstrb  <= (last && ends_segment) ? last_strobe : {WORD_BYTES{1'b1}};
        end
    end

    // Responses come in the order of addresses.
    wire answered_ends;
    wire unused_answers_filled;
    reg  answered;

    lexicore_fifo #(.WIDTH(1), .DEPTH(OUTSTANDING)) answers (
        .clock    (clock),
        .clear    (clear),
        .push     (store_grant),
        .push_data(store_ends_instruction),
        .pop      (m_axi_bvalid),
        .filled   (unused_answers_filled),
        .data     (answered_ends)
    );

    assign store_retired = answered && answered_ends;

    always @(posedge clock) begin
        if (clear)
            answered <= 1'b0;
        else
            answered <= m_axi_bvalid;
    end

    wire unused = &{1'b0, store_address, m_axi_bresp[0]};
endmodule
