// lexicore_ram for timing analysis: the border of a memory, without its cells.
//
// An access is a stage of its own. Paths end in flip-flops at the memory's inputs, which stand for a macro's setup, and begin in flip-flops at
// its output. A macro whose data come later than a flip-flop's takes the difference from the paths that begin here; the report shows
// the longest of them.
(* keep_hierarchy *)
module lexicore_ram #(
    parameter LANE_BITS    = 8,
    parameter LANES        = 4,
    parameter DEPTH        = 16,
    parameter ADDRESS_BITS = 4
) (
    input  wire                       clock,
    input  wire [LANES-1:0]           write_enable,
    input  wire [ADDRESS_BITS-1:0]    write_address,
    input  wire [LANES*LANE_BITS-1:0] write_data,
    input  wire                       read_enable,
    input  wire [ADDRESS_BITS-1:0]    read_address,
    output wire [LANES*LANE_BITS-1:0] read_data
);
    localparam INPUTS = LANES + 2 * ADDRESS_BITS + LANES * LANE_BITS + 1;

    // The cells by name, so that their paths are known in the report; the output toggles, or a synthesiser would take it for constant.
    wire [INPUTS-1:0] unread;

    (* keep *) DFFPOSX1 memory_input [INPUTS-1:0] (
        .CLK(clock), .D({write_enable, write_address, write_data, read_enable, read_address}), .Q(unread)
    );

    (* keep *) DFFPOSX1 memory_output [LANES*LANE_BITS-1:0] (.CLK(clock), .D(~read_data), .Q(read_data));
endmodule
