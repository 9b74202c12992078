// Dependency tokens: how many instructions each unit has retired, and which waits of the queues' heads that satisfies.
//
// A retirement in cycle t counts in t + 1. A wait w holds when (retired - w) mod 2^16 is below 2^15. satisfied[4 u + v]: the head of unit
// u need not wait for unit v. Units are in the order load, compute, drain, store. all_retired: each unit has retired what was
// dispatched to it.
//
//   retire ──► retired[4] ──► retired - wait, 4 units × 4 waits ──► satisfied
//   dispatch, retire ──► in flight[4] ──► all_retired
module lexicore_tokens (
    input  wire         clock,
    input  wire         clear,
    input  wire [3:0]   dispatch,
    input  wire [3:0]   retire,
    // bits 71:8 of the queues' heads, that of unit 0 lowest
    input  wire [255:0] waits,
    output wire [15:0]  satisfied,
    output wire         all_retired
);
    wire [63:0] retired;
    wire [3:0]  idle;

    assign all_retired = &idle;

    genvar unit, other;
    generate
        for (unit = 0; unit < 4; unit = unit + 1) begin : counter
            reg [15:0] count;
            // Far above what queue, unit and outstanding bursts hold.
            reg [7:0]  in_flight;

            assign retired[16*unit +: 16] = count;
            assign idle[unit]             = in_flight == 8'd0;

            always @(posedge clock) begin
                if (clear) begin
                    count     <= 16'd0;
                    in_flight <= 8'd0;
                end else begin
                    count <= count + {15'd0, retire[unit]};
                    if (dispatch[unit] && !retire[unit])
                        in_flight <= in_flight + 8'd1;
                    else if (!dispatch[unit] && retire[unit])
                        in_flight <= in_flight - 8'd1;
                end
            end
        end

        for (unit = 0; unit < 4; unit = unit + 1) begin : head
            wire [63:0] wanted;

            lexicore_wait_fields fields (
                .instruction (waits[64*unit +: 64]),
                .wait_load   (wanted[15:0]),
                .wait_compute(wanted[31:16]),
                .wait_drain  (wanted[47:32]),
                .wait_store  (wanted[63:48])
            );

            for (other = 0; other < 4; other = other + 1) begin : token
                wire [15:0] surplus = retired[16*other +: 16] - wanted[16*other +: 16];

                assign satisfied[4*unit+other] = !surplus[15];

                wire unused = &{1'b0, surplus[14:0]};
            end
        end
    endgenerate
endmodule
