// The sum of COUNT signed operands, a power of two, with a register behind each of its log2 COUNT levels of adders.
//
//   operands ──► COUNT/2 adders ──► registers ──► tree of COUNT/2 operands ──► sum
module lexicore_adder_tree #(
    parameter COUNT    = 16,
    parameter BITS     = 17,
    parameter SUM_BITS = BITS + $clog2(COUNT)
) (
    input  wire                  clock,
    input  wire [COUNT*BITS-1:0] operands,
    output wire [SUM_BITS-1:0]   sum
);
    generate
        if (COUNT == 1) begin : leaf
            assign sum = operands;

            wire unused = &{1'b0, clock};
        end else begin : level
            reg [COUNT/2*(BITS+1)-1:0] sums;

            lexicore_adder_tree #(.COUNT(COUNT/2), .BITS(BITS+1)) rest (.clock(clock), .operands(sums), .sum(sum));

            genvar pair;
            for (pair = 0; pair < COUNT/2; pair = pair + 1) begin : adder
                wire [BITS-1:0] left  = operands[2*pair*BITS +: BITS];
                wire [BITS-1:0] right = operands[(2*pair+1)*BITS +: BITS];

                always @(posedge clock)
                    sums[pair*(BITS+1) +: BITS+1] <= {left[BITS-1], left} + {right[BITS-1], right};
            end
        end
    endgenerate
endmodule
