// The accelerator with its events: units, queues, tokens, memories, and the three buses.
//
// Every event is 1 in the cycle in which it happens; units are in the order load, compute, drain, store. docs/microarchitecture.md fixes
// each cycle.
//
//   control ─► fetch ─► queues ─► load ──► read port ──► memories
//                          ├────► compute ─► decoder, span reader ─► array ─► accumulators
//                          ├────► drain ──► result buffer
//                          └────► store ──► write port
module lexicore_core #(
    // rows and columns of the array
    parameter ROWS               = 16,
    parameter COLUMNS            = 16,
    // codewords a cycle
    parameter PORTS              = 1,
    // log2 of the codewords a book, of the books
    parameter ENTRY_BITS         = 8,
    parameter BOOK_BITS          = 0,
    // bytes a codeword occupies, a power of two
    parameter CODEWORD_BYTES     = 8,
    // requantisers
    parameter LANES              = 4,
    parameter WORD_BYTES         = 16,
    parameter ADDRESS_BITS       = 32,
    parameter OUTSTANDING_READS  = 8,
    parameter OUTSTANDING_WRITES = 4,
    parameter ACTIVATION_BYTES   = 65536,
    parameter RESIDUAL_BYTES     = 16384,
    parameter INDEX_BYTES        = 8192,
    parameter PARAMETER_BYTES    = 8192,
    parameter RESULT_BYTES       = 16384,
    // words of one bank
    parameter ACCUMULATOR_DEPTH  = 256,
    // bits of each unit's instructions that have fields
    parameter LOAD_BITS          = 219,
    parameter COMPUTE_BITS       = 460,
    parameter DRAIN_BITS         = 484,
    parameter STORE_BITS         = 217,
    // directory of the memory images, with its final slash
    parameter MEMORY_DIR         = "./"
) (
    input  wire                    aclk,
    input  wire                    aresetn,

    input  wire [11:0]             s_axi_awaddr,
    input  wire                    s_axi_awvalid,
    output wire                    s_axi_awready,
    input  wire [31:0]             s_axi_wdata,
    input  wire [3:0]              s_axi_wstrb,
    input  wire                    s_axi_wvalid,
    output wire                    s_axi_wready,
    output wire [1:0]              s_axi_bresp,
    output wire                    s_axi_bvalid,
    input  wire                    s_axi_bready,
    input  wire [11:0]             s_axi_araddr,
    input  wire                    s_axi_arvalid,
    output wire                    s_axi_arready,
    output wire [31:0]             s_axi_rdata,
    output wire [1:0]              s_axi_rresp,
    output wire                    s_axi_rvalid,
    input  wire                    s_axi_rready,
    output wire                    irq,

    output wire [0:0]              m_axi_arid,
    output wire [ADDRESS_BITS-1:0] m_axi_araddr,
    output wire [7:0]              m_axi_arlen,
    output wire [2:0]              m_axi_arsize,
    output wire [1:0]              m_axi_arburst,
    output wire [0:0]              m_axi_arlock,
    output wire [3:0]              m_axi_arcache,
    output wire [2:0]              m_axi_arprot,
    output wire [3:0]              m_axi_arqos,
    output wire                    m_axi_arvalid,
    input  wire                    m_axi_arready,
    input  wire [0:0]              m_axi_rid,
    input  wire [8*WORD_BYTES-1:0] m_axi_rdata,
    input  wire [1:0]              m_axi_rresp,
    input  wire                    m_axi_rlast,
    input  wire                    m_axi_rvalid,
    output wire                    m_axi_rready,
    output wire [0:0]              m_axi_awid,
    output wire [ADDRESS_BITS-1:0] m_axi_awaddr,
    output wire [7:0]              m_axi_awlen,
    output wire [2:0]              m_axi_awsize,
    output wire [1:0]              m_axi_awburst,
    output wire [0:0]              m_axi_awlock,
    output wire [3:0]              m_axi_awcache,
    output wire [2:0]              m_axi_awprot,
    output wire [3:0]              m_axi_awqos,
    output wire                    m_axi_awvalid,
    input  wire                    m_axi_awready,
    output wire [8*WORD_BYTES-1:0] m_axi_wdata,
    output wire [WORD_BYTES-1:0]   m_axi_wstrb,
    output wire                    m_axi_wlast,
    output wire                    m_axi_wvalid,
    input  wire                    m_axi_wready,
    input  wire [0:0]              m_axi_bid,
    input  wire [1:0]              m_axi_bresp,
    input  wire                    m_axi_bvalid,
    output wire                    m_axi_bready,

    output wire [3:0]              event_dispatch,
    output wire [3:0]              event_issue,
    output wire [3:0]              event_retire,
    output wire                    event_decode,
    output wire [PORTS*ROWS*8-1:0] event_decode_data,
    output wire                    event_pass_start,
    output wire                    event_pass_end,
    output wire                    event_accumulate,
    output wire [13:0]             event_accumulate_address,
    output wire [32*COLUMNS-1:0]   event_accumulate_data,
    output wire                    event_result,
    output wire [19:0]             event_result_address,
    output wire [8*LANES-1:0]      event_result_data
);
    localparam LOAD    = 0;
    localparam COMPUTE = 1;
    localparam DRAIN   = 2;
    localparam STORE   = 3;

    // Codes of what a load writes, bits of beat_target.
    localparam ACTIVATIONS = 0;
    localparam RESIDUALS   = 1;
    localparam INDICES     = 2;
    localparam PARAMETERS  = 3;
    localparam CODEBOOK    = 4;

    localparam WORD_SHIFT = $clog2(WORD_BYTES);
    localparam LANE_SHIFT = $clog2(LANES);
    localparam LINE_BYTES = (ROWS > WORD_BYTES) ? ROWS : WORD_BYTES;

    wire reset = !aresetn;

    // ---------------------------------------------------------------------------------------------------- control
    wire         start;
    wire         running;
    wire         hold;
    wire         clear;
    wire [31:0]  program_base;
    wire [31:0]  instructions;
    wire [127:0] bases;
    wire         all_dispatched;
    wire         all_retired;
    wire         read_idle;
    wire         write_idle;
    wire         read_error;
    wire         write_error;
    wire         illegal;
    wire         beat_fetch;
    wire [4:0]   beat_kind;
    wire         beat_written;
    wire [3:0]   filled;
    wire [15:0]  satisfied;
    wire         busy;
    wire         decoding;

    // What kept the array from taking a pixel in this cycle, in the order of the registers.
    wire head_ready  = filled[COMPUTE] && (&satisfied[4*COMPUTE +: 4]);
    wire in_weights  = !busy && (decoding || head_ready);
    wire waiting     = !busy && !in_weights && filled[COMPUTE];
    wire for_load    = waiting && !satisfied[4*COMPUTE+LOAD];
    wire for_drain   = waiting && !for_load && !satisfied[4*COMPUTE+DRAIN];
    wire for_store   = waiting && !for_load && !for_drain && !satisfied[4*COMPUTE+STORE];
    wire for_nothing = !busy && !in_weights && !for_load && !for_drain && !for_store;

    lexicore_control #(.WORD_SHIFT(WORD_SHIFT)) control (
        .clock         (aclk),
        .reset         (reset),
        .s_axi_awaddr  (s_axi_awaddr),
        .s_axi_awvalid (s_axi_awvalid),
        .s_axi_awready (s_axi_awready),
        .s_axi_wdata   (s_axi_wdata),
        .s_axi_wstrb   (s_axi_wstrb),
        .s_axi_wvalid  (s_axi_wvalid),
        .s_axi_wready  (s_axi_wready),
        .s_axi_bresp   (s_axi_bresp),
        .s_axi_bvalid  (s_axi_bvalid),
        .s_axi_bready  (s_axi_bready),
        .s_axi_araddr  (s_axi_araddr),
        .s_axi_arvalid (s_axi_arvalid),
        .s_axi_arready (s_axi_arready),
        .s_axi_rdata   (s_axi_rdata),
        .s_axi_rresp   (s_axi_rresp),
        .s_axi_rvalid  (s_axi_rvalid),
        .s_axi_rready  (s_axi_rready),
        .irq           (irq),
        .start         (start),
        .running       (running),
        .hold          (hold),
        .clear         (clear),
        .program_base       (program_base),
        .instructions  (instructions),
        .bases         (bases),
        .all_dispatched(all_dispatched),
        .all_retired   (all_retired),
        .ports_idle    (read_idle && write_idle),
        .read_error    (read_error),
        .write_error   (write_error),
        .illegal       (illegal),
        .traffic       ({beat_fetch, beat_written, beat_kind}),
        .cause         ({for_nothing, for_store, for_drain, for_load, in_weights, busy})
    );

    // ---------------------------------------------------------------------------------------------------- fetch, queues, tokens
    wire                    fetch_request;
    wire [31:0]             fetch_address;
    wire [6:0]              fetch_beats;
    wire                    fetch_grant;
    wire [8*WORD_BYTES-1:0] beat_data;
    wire [3:0]              full;
    wire [3:0]              dispatch;
    wire [3:0]              issue;
    wire [3:0]              retire;
    wire [511:0]            instruction;
    wire [3:0]              possible;

    assign event_dispatch = dispatch;
    assign event_issue    = issue;
    assign event_retire   = retire;

    lexicore_fetch #(.WORD_BYTES(WORD_BYTES)) fetch (
        .clock          (aclk),
        .clear          (clear),
        .start          (start),
        .running        (running),
        .hold           (hold),
        .program_base        (program_base),
        .instructions   (instructions),
        .request        (fetch_request),
        .request_address(fetch_address),
        .request_beats  (fetch_beats),
        .grant          (fetch_grant),
        .beat           (beat_fetch),
        .beat_data      (beat_data),
        .queue_full     (full),
        .dispatch       (dispatch),
        .instruction    (instruction),
        .all_dispatched (all_dispatched),
        .illegal        (illegal)
    );

    wire [LOAD_BITS-1:8]    load_head;
    wire [COMPUTE_BITS-1:8] compute_head;
    wire [DRAIN_BITS-1:8]   drain_head;
    wire [STORE_BITS-1:8]   store_head;

    lexicore_queue #(.BITS(LOAD_BITS)) load_queue (
        .clock           (aclk),
        .clear           (clear),
        .push            (dispatch[LOAD]),
        .push_instruction(instruction[LOAD_BITS-1:8]),
        .pop             (issue[LOAD]),
        .filled          (filled[LOAD]),
        .full            (full[LOAD]),
        .head            (load_head)
    );

    lexicore_queue #(.BITS(COMPUTE_BITS)) compute_queue (
        .clock           (aclk),
        .clear           (clear),
        .push            (dispatch[COMPUTE]),
        .push_instruction(instruction[COMPUTE_BITS-1:8]),
        .pop             (issue[COMPUTE]),
        .filled          (filled[COMPUTE]),
        .full            (full[COMPUTE]),
        .head            (compute_head)
    );

    lexicore_queue #(.BITS(DRAIN_BITS)) drain_queue (
        .clock           (aclk),
        .clear           (clear),
        .push            (dispatch[DRAIN]),
        .push_instruction(instruction[DRAIN_BITS-1:8]),
        .pop             (issue[DRAIN]),
        .filled          (filled[DRAIN]),
        .full            (full[DRAIN]),
        .head            (drain_head)
    );

    lexicore_queue #(.BITS(STORE_BITS)) store_queue (
        .clock           (aclk),
        .clear           (clear),
        .push            (dispatch[STORE]),
        .push_instruction(instruction[STORE_BITS-1:8]),
        .pop             (issue[STORE]),
        .filled          (filled[STORE]),
        .full            (full[STORE]),
        .head            (store_head)
    );

    lexicore_tokens tokens (
        .clock      (aclk),
        .clear      (clear),
        .dispatch   (dispatch),
        .retire     (retire),
        .waits      ({store_head[71:8], drain_head[71:8], compute_head[71:8], load_head[71:8]}),
        .satisfied  (satisfied),
        .all_retired(all_retired)
    );

    genvar unit;
    generate
        for (unit = 0; unit < 4; unit = unit + 1) begin : gate
            assign possible[unit] = !hold && filled[unit] && (&satisfied[4*unit +: 4]);
        end
    endgenerate

    // ---------------------------------------------------------------------------------------------------- load
    wire        load_request;
    wire [31:0] load_address;
    wire [6:0]  load_beats;
    wire [19:0] load_local;
    wire [2:0]  load_kind;
    wire [2:0]  load_target;
    wire        load_ends_instruction;
    wire        load_grant;
    wire [4:0]  beat_target;
    wire [19:0] beat_address;

    lexicore_load #(.WORD_BYTES(WORD_BYTES), .BITS(LOAD_BITS)) load (
        .clock                   (aclk),
        .clear                   (clear),
        .bases                   (bases),
        .head                    (load_head),
        .possible                (possible[LOAD]),
        .issue                   (issue[LOAD]),
        .request                 (load_request),
        .request_address         (load_address),
        .request_beats           (load_beats),
        .request_local           (load_local),
        .request_kind            (load_kind),
        .request_target          (load_target),
        .request_ends_instruction(load_ends_instruction),
        .grant                   (load_grant)
    );

    lexicore_read_port #(
        .WORD_BYTES(WORD_BYTES), .ADDRESS_BITS(ADDRESS_BITS), .OUTSTANDING(OUTSTANDING_READS)
    ) read_port (
        .clock                (aclk),
        .clear                (clear),
        .hold                 (hold),
        .fetch_request        (fetch_request),
        .fetch_address        (fetch_address),
        .fetch_beats          (fetch_beats),
        .fetch_grant          (fetch_grant),
        .load_request         (load_request),
        .load_address         (load_address),
        .load_beats           (load_beats),
        .load_local           (load_local),
        .load_kind            (load_kind),
        .load_target          (load_target),
        .load_ends_instruction(load_ends_instruction),
        .load_grant           (load_grant),
        .beat_fetch           (beat_fetch),
        .beat_target          (beat_target),
        .beat_kind            (beat_kind),
        .beat_address         (beat_address),
        .beat_data            (beat_data),
        .load_retired         (retire[LOAD]),
        .error                (read_error),
        .idle                 (read_idle),
        .m_axi_araddr         (m_axi_araddr),
        .m_axi_arlen          (m_axi_arlen),
        .m_axi_arvalid        (m_axi_arvalid),
        .m_axi_arready        (m_axi_arready),
        .m_axi_rdata          (m_axi_rdata),
        .m_axi_rresp          (m_axi_rresp),
        .m_axi_rlast          (m_axi_rlast),
        .m_axi_rvalid         (m_axi_rvalid)
    );

    // ---------------------------------------------------------------------------------------------------- compute
    wire                    index_read;
    wire [19:0]             index_address;
    wire [8*WORD_BYTES-1:0] index_word;
    wire                    activation_read;
    wire [23:0]             even_address;
    wire [23:0]             odd_address;
    wire [8*LINE_BYTES-1:0] even_line;
    wire [8*LINE_BYTES-1:0] odd_line;
    wire                    shadow_write;
    wire [COLUMNS-1:0]      shadow_columns;
    wire [ROWS-1:0]         shadow_rows;
    wire                    shadow_plain;
    wire                    shadow_diagonal;
    wire [PORTS*ROWS*8-1:0] shadow_lanes;
    wire                    swap;
    wire [9*ROWS-1:0]       activations;
    wire                    pixel_valid;
    wire [13:0]             pixel_accumulator;
    wire                    pixel_bank;
    wire                    pixel_accumulates;
    wire [7:0]              pixel_columns;
    wire                    pixel_last;
    wire [32*COLUMNS-1:0]   sums;

    lexicore_buffer #(.BYTES(INDEX_BYTES), .WRITE_BYTES(WORD_BYTES), .READ_BYTES(WORD_BYTES)) index_buffer (
        .clock        (aclk),
        .write_enable (beat_target[INDICES]),
        .write_address({4'd0, beat_address}),
        .write_data   (beat_data),
        .read_enable  (index_read),
        .read_address ({4'd0, index_address}),
        .read_data    (index_word)
    );

    lexicore_activation_buffer #(
        .BYTES(ACTIVATION_BYTES), .LINE_BYTES(LINE_BYTES), .WORD_BYTES(WORD_BYTES)
    ) activation_buffer (
        .clock        (aclk),
        .write_enable (beat_target[ACTIVATIONS]),
        .write_address(beat_address),
        .write_data   (beat_data),
        .read_enable  (activation_read),
        .even_address (even_address),
        .odd_address  (odd_address),
        .even_line    (even_line),
        .odd_line     (odd_line)
    );

    lexicore_compute #(
        .ROWS(ROWS), .COLUMNS(COLUMNS), .PORTS(PORTS), .WORD_BYTES(WORD_BYTES), .ENTRY_BITS(ENTRY_BITS), .BOOK_BITS(BOOK_BITS),
        .CODEWORD_BYTES(CODEWORD_BYTES), .LINE_BYTES(LINE_BYTES), .MEMORY_DIR(MEMORY_DIR), .BITS(COMPUTE_BITS)
    ) compute (
        .clock            (aclk),
        .clear            (clear),
        .head             (compute_head),
        .possible         (possible[COMPUTE]),
        .issue            (issue[COMPUTE]),
        .busy             (busy),
        .decoding         (decoding),
        .index_read       (index_read),
        .index_address    (index_address),
        .index_word       (index_word),
        .codebook_write   (beat_target[CODEBOOK]),
        .codebook_address (beat_address),
        .codebook_data    (beat_data),
        .activation_read  (activation_read),
        .even_address     (even_address),
        .odd_address      (odd_address),
        .even_line        (even_line),
        .odd_line         (odd_line),
        .shadow_write     (shadow_write),
        .shadow_columns   (shadow_columns),
        .shadow_rows      (shadow_rows),
        .shadow_plain     (shadow_plain),
        .shadow_diagonal  (shadow_diagonal),
        .shadow_lanes     (shadow_lanes),
        .swap             (swap),
        .activations      (activations),
        .pixel_valid      (pixel_valid),
        .pixel_accumulator(pixel_accumulator),
        .pixel_bank       (pixel_bank),
        .pixel_accumulates(pixel_accumulates),
        .pixel_columns    (pixel_columns),
        .pixel_last       (pixel_last),
        .event_decode     (event_decode),
        .event_decode_data(event_decode_data),
        .event_pass_start (event_pass_start),
        .event_pass_end   (event_pass_end)
    );

    lexicore_array #(.ROWS(ROWS), .COLUMNS(COLUMNS), .PORTS(PORTS)) array (
        .clock         (aclk),
        .reset         (reset),
        .write         (shadow_write),
        .write_columns (shadow_columns),
        .write_rows    (shadow_rows),
        .write_plain   (shadow_plain),
        .write_diagonal(shadow_diagonal),
        .lanes         (shadow_lanes),
        .swap          (swap),
        .activations   (activations),
        .sums          (sums)
    );

    wire                  drain_read;
    wire                  drain_bank;
    wire [13:0]           drain_address;
    wire [32*COLUMNS-1:0] drain_word0;
    wire [32*COLUMNS-1:0] drain_word1;

    lexicore_accumulators #(.ROWS(ROWS), .COLUMNS(COLUMNS), .DEPTH(ACCUMULATOR_DEPTH)) accumulators (
        .clock                   (aclk),
        .clear                   (clear),
        .pixel_valid             (pixel_valid),
        .pixel_accumulator       (pixel_accumulator),
        .pixel_bank              (pixel_bank),
        .pixel_accumulates       (pixel_accumulates),
        .pixel_columns           (pixel_columns),
        .pixel_last              (pixel_last),
        .sums                    (sums),
        .drain_read              (drain_read),
        .drain_bank              (drain_bank),
        .drain_address           (drain_address),
        .drain_word0             (drain_word0),
        .drain_word1             (drain_word1),
        .retire                  (retire[COMPUTE]),
        .event_accumulate        (event_accumulate),
        .event_accumulate_address(event_accumulate_address),
        .event_accumulate_data   (event_accumulate_data)
    );

    // ---------------------------------------------------------------------------------------------------- drain
    wire [13:0]         parameter_address;
    wire [64*LANES-1:0] parameter_group;
    wire [19:0]         residual_address;
    wire [8*LANES-1:0]  residual_bytes;
    wire                result_write;
    wire [19:0]         result_write_address;
    wire [8*LANES-1:0]  result_data;

    assign event_result         = result_write;
    assign event_result_address = result_write_address;
    assign event_result_data    = result_data;

    lexicore_buffer #(.BYTES(PARAMETER_BYTES), .WRITE_BYTES(WORD_BYTES), .READ_BYTES(8*LANES)) parameter_buffer (
        .clock        (aclk),
        .write_enable (beat_target[PARAMETERS]),
        .write_address({4'd0, beat_address}),
        .write_data   (beat_data),
        .read_enable  (drain_read),
        .read_address ({10'd0, parameter_address}),
        .read_data    (parameter_group)
    );

    lexicore_buffer #(.BYTES(RESIDUAL_BYTES), .WRITE_BYTES(WORD_BYTES), .READ_BYTES(LANES)) residual_buffer (
        .clock        (aclk),
        .write_enable (beat_target[RESIDUALS]),
        .write_address({4'd0, beat_address}),
        .write_data   (beat_data),
        .read_enable  (drain_read),
        .read_address ({4'd0, residual_address} >> LANE_SHIFT),
        .read_data    (residual_bytes)
    );

    lexicore_drain #(.COLUMNS(COLUMNS), .LANES(LANES), .BITS(DRAIN_BITS)) drain (
        .clock              (aclk),
        .clear              (clear),
        .head               (drain_head),
        .possible           (possible[DRAIN]),
        .issue              (issue[DRAIN]),
        .retire             (retire[DRAIN]),
        .accumulator_read   (drain_read),
        .accumulator_bank   (drain_bank),
        .accumulator_address(drain_address),
        .accumulator_word0  (drain_word0),
        .accumulator_word1  (drain_word1),
        .parameter_address  (parameter_address),
        .parameter_group    (parameter_group),
        .residual_address   (residual_address),
        .residual_bytes     (residual_bytes),
        .result_write       (result_write),
        .result_address     (result_write_address),
        .result_data        (result_data)
    );

    // ---------------------------------------------------------------------------------------------------- store
    wire        store_request;
    wire [31:0] store_address;
    wire [6:0]  store_beats;
    wire [19:0] store_local;
    wire [6:0]  store_last_bytes;
    wire        store_ends_segment;
    wire        store_ends_instruction;
    wire        store_grant;
    wire        result_read;
    wire [19:0] result_read_address;

    lexicore_store #(.WORD_BYTES(WORD_BYTES), .BITS(STORE_BITS)) store (
        .clock                   (aclk),
        .clear                   (clear),
        .bases                   (bases),
        .head                    (store_head),
        .possible                (possible[STORE]),
        .issue                   (issue[STORE]),
        .request                 (store_request),
        .request_address         (store_address),
        .request_beats           (store_beats),
        .request_local           (store_local),
        .request_last_bytes      (store_last_bytes),
        .request_ends_segment    (store_ends_segment),
        .request_ends_instruction(store_ends_instruction),
        .grant                   (store_grant)
    );

    lexicore_buffer #(.BYTES(RESULT_BYTES), .WRITE_BYTES(LANES), .READ_BYTES(WORD_BYTES)) result_buffer (
        .clock        (aclk),
        .write_enable (result_write),
        .write_address({4'd0, result_write_address} >> LANE_SHIFT),
        .write_data   (result_data),
        .read_enable  (result_read),
        .read_address ({4'd0, result_read_address}),
        .read_data    (m_axi_wdata)
    );

    lexicore_write_port #(
        .WORD_BYTES(WORD_BYTES), .ADDRESS_BITS(ADDRESS_BITS), .OUTSTANDING(OUTSTANDING_WRITES)
    ) write_port (
        .clock                 (aclk),
        .clear                 (clear),
        .hold                  (hold),
        .store_request         (store_request),
        .store_address         (store_address),
        .store_beats           (store_beats),
        .store_local           (store_local),
        .store_last_bytes      (store_last_bytes),
        .store_ends_segment    (store_ends_segment),
        .store_ends_instruction(store_ends_instruction),
        .store_grant           (store_grant),
        .store_retired         (retire[STORE]),
        .result_read           (result_read),
        .result_address        (result_read_address),
        .beat_written          (beat_written),
        .error                 (write_error),
        .idle                  (write_idle),
        .m_axi_awaddr          (m_axi_awaddr),
        .m_axi_awlen           (m_axi_awlen),
        .m_axi_awvalid         (m_axi_awvalid),
        .m_axi_awready         (m_axi_awready),
        .m_axi_wstrb           (m_axi_wstrb),
        .m_axi_wlast           (m_axi_wlast),
        .m_axi_wvalid          (m_axi_wvalid),
        .m_axi_wready          (m_axi_wready),
        .m_axi_bresp           (m_axi_bresp),
        .m_axi_bvalid          (m_axi_bvalid)
    );

    // ---------------------------------------------------------------------------------------------------- what never changes
    // Normal accesses, non-cacheable and bufferable; data, non-secure and unprivileged: the least rights there are.
    assign m_axi_arid    = 1'b0;
    assign m_axi_arsize  = WORD_SHIFT[2:0];
    assign m_axi_arburst = 2'b01;
    assign m_axi_arlock  = 1'b0;
    assign m_axi_arcache = 4'b0011;
    assign m_axi_arprot  = 3'b010;
    assign m_axi_arqos   = 4'b0000;
    assign m_axi_rready  = 1'b1;
    assign m_axi_awid    = 1'b0;
    assign m_axi_awsize  = WORD_SHIFT[2:0];
    assign m_axi_awburst = 2'b01;
    assign m_axi_awlock  = 1'b0;
    assign m_axi_awcache = 4'b0011;
    assign m_axi_awprot  = 3'b010;
    assign m_axi_awqos   = 4'b0000;
    assign m_axi_bready  = 1'b1;

    wire unused = &{1'b0, instruction, m_axi_rid, m_axi_bid};
endmodule
