// The AXI4 read master: one address register, fetch before load, beats led to the memory that each burst is for.
//
// A grant in cycle g puts the burst on the address channel from g + 1 on. rready is constantly 1: what is asked for has its place. A beat
// accepted in r stands in registers (beat_*) in r + 1, where it is written; load_retired is 1 there with a load's last beat.
//
//   fetch ──┐
//   load ───┴─ grant ──► address register ──► ar*
//                └─────► FIFO of bursts: fetch? target, address, kind, last
//   r* ──► beat register ◄──────┘  ──► fetch buffer, activations, residuals, indices, parameters, codebook
module lexicore_read_port #(
    parameter WORD_BYTES   = 16,
    parameter ADDRESS_BITS = 32,
    // bursts granted and not yet complete, 1 to 64
    parameter OUTSTANDING  = 8
) (
    input  wire                    clock,
    input  wire                    clear,
    // no new grants
    input  wire                    hold,

    input  wire                    fetch_request,
    input  wire [31:0]             fetch_address,
    input  wire [6:0]              fetch_beats,
    output wire                    fetch_grant,

    input  wire                    load_request,
    input  wire [31:0]             load_address,
    input  wire [6:0]              load_beats,
    input  wire [19:0]             load_local,
    input  wire [2:0]              load_kind,
    input  wire [2:0]              load_target,
    input  wire                    load_ends_instruction,
    output wire                    load_grant,

    // the beat accepted in the cycle before
    output reg                     beat_fetch,
    output reg  [4:0]              beat_target,
    output reg  [4:0]              beat_kind,
    output reg  [19:0]             beat_address,
    output reg  [8*WORD_BYTES-1:0] beat_data,
    output reg                     load_retired,

    output wire                    error,
    output wire                    idle,

    output wire [ADDRESS_BITS-1:0] m_axi_araddr,
    output wire [7:0]              m_axi_arlen,
    output reg                     m_axi_arvalid,
    input  wire                    m_axi_arready,
    input  wire [8*WORD_BYTES-1:0] m_axi_rdata,
    input  wire [1:0]              m_axi_rresp,
    input  wire                    m_axi_rlast,
    input  wire                    m_axi_rvalid
);
    // {fetch, ends instruction, kind, target, local address}
    localparam BURST_BITS = 28;

    reg [31:0] address;
    reg [6:0]  last_beat;
    reg [6:0]  outstanding;

    wire possible = !hold && (!m_axi_arvalid || m_axi_arready) && outstanding != OUTSTANDING[6:0];
    wire grant    = fetch_grant || load_grant;
    wire complete = m_axi_rvalid && m_axi_rlast;

    assign fetch_grant  = possible && fetch_request;
    assign load_grant   = possible && load_request && !fetch_request;
    assign error        = m_axi_rvalid && m_axi_rresp[1];
    assign idle         = outstanding == 7'd0;
    assign m_axi_araddr = address[ADDRESS_BITS-1:0];
    assign m_axi_arlen  = {1'b0, last_beat};

    always @(posedge clock) begin
        if (clear) begin
            m_axi_arvalid <= 1'b0;
            outstanding   <= 7'd0;
        end else begin
            if (grant)
                m_axi_arvalid <= 1'b1;
            else if (m_axi_arready)
                m_axi_arvalid <= 1'b0;
            if (grant && !complete)
                outstanding <= outstanding + 7'd1;
            else if (!grant && complete)
                outstanding <= outstanding - 7'd1;
        end
    end

    always @(posedge clock) begin
        if (grant) begin
            address   <= fetch_grant ? fetch_address : load_address;
            last_beat <= (fetch_grant ? fetch_beats : load_beats) - 7'd1;
        end
    end

    // The burst that the next beat belongs to, popped early enough to be there with its first beat.
    wire                  bursts_filled;
    wire [BURST_BITS-1:0] burst;
    reg                   burst_known;
    reg                   burst_begins;
    wire                  pop = bursts_filled && (!burst_known || complete);

    lexicore_fifo #(.WIDTH(BURST_BITS), .DEPTH(OUTSTANDING)) bursts (
        .clock    (clock),
        .clear    (clear),
        .push     (grant),
        .push_data({fetch_grant, load_ends_instruction, load_kind, load_target, load_local}),
        .pop      (pop),
        .filled   (bursts_filled),
        .data     (burst)
    );

    wire        burst_fetch  = burst[27];
    wire        burst_ends   = burst[26];
    wire [2:0]  burst_kind   = burst[25:23];
    wire [2:0]  burst_target = burst[22:20];
    wire [19:0] burst_local  = burst[19:0];
    wire        beat_load    = m_axi_rvalid && !burst_fetch;

    always @(posedge clock) begin
        if (clear) begin
            burst_known  <= 1'b0;
            burst_begins <= 1'b1;
            beat_fetch   <= 1'b0;
            beat_target  <= 5'd0;
            beat_kind    <= 5'd0;
            load_retired <= 1'b0;
        end else begin
            if (pop)
                burst_known <= 1'b1;
            else if (complete)
                burst_known <= 1'b0;
            if (m_axi_rvalid)
                burst_begins <= m_axi_rlast;
            beat_fetch   <= m_axi_rvalid && burst_fetch;
            beat_target  <= beat_load ? 5'd1 << burst_target : 5'd0;
            beat_kind    <= beat_load ? 5'd1 << burst_kind : 5'd0;
            load_retired <= complete && !burst_fetch && burst_ends;
        end
    end

    always @(posedge clock) begin
        beat_data <= m_axi_rdata;
        if (m_axi_rvalid)
            beat_address <= burst_begins ? burst_local : beat_address + 20'd1;
    end

    wire unused = &{1'b0, address, m_axi_rresp[0]};
endmodule
