// A queue whose entry appears in the cycle after its pop, and stays until the next pop.
//
// An entry pushed in cycle t can be popped from t + 1 on. Never pushed when full: its users count what they have outstanding.
//
//   push, push_data ──► RAM[DEPTH] ──► data
//                pop ──► read pointer
module lexicore_fifo #(
    parameter WIDTH = 8,
    // entries it must hold
    parameter DEPTH = 8
) (
    input  wire             clock,
    input  wire             clear,
    input  wire             push,
    input  wire [WIDTH-1:0] push_data,
    input  wire             pop,
    output wire             filled,
    output wire [WIDTH-1:0] data
);
    localparam POINTER_BITS = (DEPTH > 2) ? $clog2(DEPTH) : 1;

    // One bit more than an address tells a full queue from an empty one.
    reg [POINTER_BITS:0] write_pointer;
    reg [POINTER_BITS:0] read_pointer;

    assign filled = write_pointer != read_pointer;

    always @(posedge clock) begin
        if (clear) begin
            write_pointer <= {(POINTER_BITS+1){1'b0}};
            read_pointer  <= {(POINTER_BITS+1){1'b0}};
        end else begin
            if (push)
                write_pointer <= write_pointer + 1'b1;
            if (pop)
                read_pointer <= read_pointer + 1'b1;
        end
    end

    lexicore_ram #(
        .LANE_BITS(WIDTH), .LANES(1), .DEPTH(1 << POINTER_BITS), .ADDRESS_BITS(POINTER_BITS)
    ) ram (
        .clock        (clock),
        .write_enable (push),
        .write_address(write_pointer[POINTER_BITS-1:0]),
        .write_data   (push_data),
        .read_enable  (pop),
        .read_address (read_pointer[POINTER_BITS-1:0]),
        .read_data    (data)
    );
endmodule
