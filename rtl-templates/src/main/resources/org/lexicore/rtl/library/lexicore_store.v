// The store unit: takes a store from its queue, and asks the write port for its bursts.
//
// It retires at the response to its last burst; the write port knows when. The address of the region is added in the issue cycle.
//
//   queue head ──► fields ──► base[region] + offset ──► burst generator ──► write port
module lexicore_store #(
    parameter WORD_BYTES = 16,
    // bits of a store in its queue
    parameter BITS       = 217
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
    output wire [6:0]      request_last_bytes,
    output wire            request_ends_segment,
    output wire            request_ends_instruction,
    input  wire            grant
);
    wire [1:0]  region;
    wire [31:0] offset;
    wire [19:0] local_address;
    wire [15:0] segments;
    wire [15:0] words;
    wire [6:0]  last_bytes;
    wire [31:0] target_stride;
    wire [19:0] source_stride;

    lexicore_store_fields fields (
        .instruction  (head),
        .region       (region),
        .offset       (offset),
        .address      (local_address),
        .segments     (segments),
        .words        (words),
        .last_bytes   (last_bytes),
        .target_stride(target_stride),
        .source_stride(source_stride)
    );

    wire        idle;
    wire [31:0] base    = bases[32*region +: 32];
    wire [31:0] address = {base[31:8], 8'd0} + offset;
    wire        unused  = &{1'b0, base[7:0], head};

    assign issue = possible && idle;

    reg [6:0] issued_last_bytes;

    assign request_last_bytes = issued_last_bytes;

    always @(posedge clock)
        if (issue)
            issued_last_bytes <= last_bytes;

    lexicore_burst_generator #(.WORD_BYTES(WORD_BYTES)) burst_generator (
        .clock                   (clock),
        .clear                   (clear),
        .issue                   (issue),
        .address                 (address),
        .local_address           (local_address),
        .segments                (segments),
        .words                   (words),
        .stride                  (target_stride),
        .local_stride            (source_stride),
        .idle                    (idle),
        .request                 (request),
        .request_address         (request_address),
        .request_local           (request_local),
        .request_beats           (request_beats),
        .request_ends_segment    (request_ends_segment),
        .request_ends_instruction(request_ends_instruction),
        .grant                   (grant)
    );
endmodule
