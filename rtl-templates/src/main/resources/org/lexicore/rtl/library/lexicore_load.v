// The load unit: takes a load from its queue, and asks the read port for its bursts.
//
// It retires in the cycle in which its last beat is written; the read port knows when. The address of the region is added in the issue cycle.
//
//   queue head ──► fields ──► base[region] + offset ──► burst generator ──► read port
module lexicore_load #(
    parameter WORD_BYTES = 16,
    // bits of a load in its queue
    parameter BITS       = 219
) (
    input  wire            clock,
    input  wire            clear,
    // bases of the regions, that of region 0 lowest; multiples of 256
    input  wire [127:0]    bases,

    input  wire [BITS-1:8] head,
    // the head is there, its waits hold, and issues are allowed
    input  wire            possible,
    output wire            issue,

    output wire            request,
    output wire [31:0]     request_address,
    output wire [6:0]      request_beats,
    output wire [19:0]     request_local,
    output wire [2:0]      request_kind,
    output wire [2:0]      request_target,
    output wire            request_ends_instruction,
    input  wire            grant
);
    wire [2:0]  kind;
    wire [1:0]  region;
    wire [31:0] offset;
    wire [2:0]  target;
    wire [19:0] local_address;
    wire [15:0] segments;
    wire [15:0] words;
    wire [31:0] source_stride;
    wire [19:0] target_stride;

    lexicore_load_fields fields (
        .instruction  (head),
        .kind         (kind),
        .region       (region),
        .offset       (offset),
        .target       (target),
        .address      (local_address),
        .segments     (segments),
        .words        (words),
        .source_stride(source_stride),
        .target_stride(target_stride)
    );

    wire        idle;
    wire [31:0] base    = bases[32*region +: 32];
    wire [31:0] address = {base[31:8], 8'd0} + offset;
    wire        unused_ends_segment;
    wire        unused  = &{1'b0, base[7:0], head};

    assign issue = possible && idle;

    reg [2:0] issued_kind;
    reg [2:0] issued_target;

    assign request_kind   = issued_kind;
    assign request_target = issued_target;

    always @(posedge clock) begin
        if (issue) begin
            issued_kind   <= kind;
            issued_target <= target;
        end
    end

    lexicore_burst_generator #(.WORD_BYTES(WORD_BYTES)) burst_generator (
        .clock                   (clock),
        .clear                   (clear),
        .issue                   (issue),
        .address                 (address),
        .local_address           (local_address),
        .segments                (segments),
        .words                   (words),
        .stride                  (source_stride),
        .local_stride            (target_stride),
        .idle                    (idle),
        .request                 (request),
        .request_address         (request_address),
        .request_local           (request_local),
        .request_beats           (request_beats),
        .request_ends_segment    (unused_ends_segment),
        .request_ends_instruction(request_ends_instruction),
        .grant                   (grant)
    );
endmodule
