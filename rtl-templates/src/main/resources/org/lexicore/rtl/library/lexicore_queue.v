// The queue of four instructions in front of a unit; the head is a register.
//
// An instruction pushed in cycle t is at the head, and may be popped, from t + 1 on. A pop in t frees its place from t + 1 on. Entries
// move towards the head, so that nothing stands between the head's register and the unit's logic.
//
//   push ──► slot 3 ──► slot 2 ──► slot 1 ──► slot 0 = head
module lexicore_queue #(
    // bits of an instruction that the unit has fields in
    parameter BITS = 512
) (
    input  wire            clock,
    input  wire            clear,
    input  wire            push,
    input  wire [BITS-1:8] push_instruction,
    input  wire            pop,
    output wire            filled,
    output wire            full,
    output wire [BITS-1:8] head
);
    localparam WIDTH = BITS - 8;

    reg  [2:0]         count;
    wire [2:0]         kept = count - {2'b00, pop};
    wire [5*WIDTH-1:0] slots;

    assign filled = count != 3'd0;
    assign full   = count[2];
    assign head   = slots[WIDTH-1:0];

    // Slot 4 does not exist; naming it keeps the last slot like the others.
    assign slots[4*WIDTH +: WIDTH] = push_instruction;

    always @(posedge clock) begin
        if (clear)
            count <= 3'd0;
        else
            count <= kept + {2'b00, push};
    end

    genvar place;
    generate
        for (place = 0; place < 4; place = place + 1) begin : slot
            localparam [2:0] PLACE = place;

            reg [WIDTH-1:0] instruction;

            always @(posedge clock) begin
                if (push && kept == PLACE)
                    instruction <= push_instruction;
                else if (pop)
                    instruction <= slots[(place+1)*WIDTH +: WIDTH];
            end

            assign slots[place*WIDTH +: WIDTH] = instruction;
        end
    endgenerate
endmodule
