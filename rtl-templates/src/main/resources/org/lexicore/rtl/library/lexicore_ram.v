// The one RAM of the design: replace the body by a foundry macro or a vendor primitive, and every memory follows.
//
// One write port with an enable for each lane, one read port. Read: address and enable in cycle t, data in t + 1 and held until the
// next enabled read. A read in the cycle of a write to the same address gives the old word; the design never relies on it.
//
//   write_enable[LANES], write_address, write_data ──► memory[DEPTH] ──► read_data
//                             read_enable, read_address ──┘
module lexicore_ram #(
    // bits of one lane
    parameter LANE_BITS    = 8,
    // lanes of a word, at most 64
    parameter LANES        = 4,
    // words
    parameter DEPTH        = 16,
    parameter ADDRESS_BITS = 4
) (
    input  wire                       clock,
    input  wire [LANES-1:0]           write_enable,
    input  wire [ADDRESS_BITS-1:0]    write_address,
    input  wire [LANES*LANE_BITS-1:0] write_data,
    input  wire                       read_enable,
    input  wire [ADDRESS_BITS-1:0]    read_address,
    output reg  [LANES*LANE_BITS-1:0] read_data
);
    reg [LANES*LANE_BITS-1:0] memory [0:DEPTH-1];

    integer lane;

    always @(posedge clock) begin
        for (lane = 0; lane < LANES; lane = lane + 1)
            if (write_enable[lane])
                memory[write_address][lane*LANE_BITS +: LANE_BITS] <= write_data[lane*LANE_BITS +: LANE_BITS];
    end

    always @(posedge clock) begin
        if (read_enable)
            read_data <= memory[read_address];
    end
endmodule
