// TAKEN bytes from byte shift on of a ring of BYTES bytes; BYTES is a power of two. No clock.
//
//   lines ──► lines, lines ──► log2 BYTES levels of multiplexers ──► lowest TAKEN bytes
module lexicore_rotator #(
    parameter BYTES = 32,
    parameter TAKEN = 16
) (
    input  wire [8*BYTES-1:0]       lines,
    input  wire [$clog2(BYTES)-1:0] shift,
    output wire [8*TAKEN-1:0]       bytes
);
    // The ring, opened: a span that begins in it ends before TAKEN bytes of its second round.
    wire [8*(BYTES+TAKEN)-1:0]    ring = {lines[8*TAKEN-1:0], lines};
    wire [$clog2(BYTES+TAKEN)+2:0] place = {{($clog2(BYTES+TAKEN)-$clog2(BYTES)){1'b0}}, shift, 3'd0};

    assign bytes = ring[place +: 8*TAKEN];
endmodule
