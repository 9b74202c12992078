// lexicore_ram for area and timing: a memory that a macro is made for becomes its border; a smaller one is flip-flops, and stays logic.
//
// Paths end in flip-flops at the border's inputs, which stand for a macro's setup, and begin in flip-flops at its output. The border
// counts for no area: the macro has its own.
(* keep_hierarchy *)
module lexicore_ram #(
    parameter LANE_BITS     = 8,
    parameter LANES         = 4,
    parameter DEPTH         = 16,
    parameter ADDRESS_BITS  = 4,
    // bits of the smallest macro: 64 x 8, as in the open 0.18 um memories of GlobalFoundries (gf180mcu_fd_ip_sram)
    parameter SMALLEST_BITS = 512
) (
    input  wire                       clock,
    input  wire [LANES-1:0]           write_enable,
    input  wire [ADDRESS_BITS-1:0]    write_address,
    input  wire [LANES*LANE_BITS-1:0] write_data,
    input  wire                       read_enable,
    input  wire [ADDRESS_BITS-1:0]    read_address,
    output wire [LANES*LANE_BITS-1:0] read_data
);
    localparam WIDTH  = LANES * LANE_BITS;
    localparam INPUTS = LANES + 2 * ADDRESS_BITS + WIDTH + 1;

    genvar lane;
    generate
        if (DEPTH * WIDTH < SMALLEST_BITS) begin : registers
            reg [WIDTH-1:0] memory [0:DEPTH-1];
            reg [WIDTH-1:0] data;

            for (lane = 0; lane < LANES; lane = lane + 1) begin : write
                always @(posedge clock)
                    if (write_enable[lane])
                        memory[write_address][lane*LANE_BITS +: LANE_BITS] <= write_data[lane*LANE_BITS +: LANE_BITS];
            end

            always @(posedge clock)
                if (read_enable)
                    data <= memory[read_address];

            assign read_data = data;
        end else begin : border
            // The cells by name, so that their paths are known in the report; the output toggles, or a synthesiser would take it for constant.
            wire [INPUTS-1:0] unread;

            (* keep *) DFFPOSX1 memory_input [INPUTS-1:0] (
                .CLK(clock), .D({write_enable, write_address, write_data, read_enable, read_address}), .Q(unread)
            );

            (* keep *) DFFPOSX1 memory_output [WIDTH-1:0] (.CLK(clock), .D(~read_data), .Q(read_data));
        end
    endgenerate
endmodule
