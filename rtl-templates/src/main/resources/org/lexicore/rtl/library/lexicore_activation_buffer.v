// The activation buffer: two banks of lines, so that the two lines an unaligned span touches are read at once.
//
// Line n lies in bank n mod 2. Latency as in lexicore_ram. Word and line addresses wrap at the buffer's size.
//
//   word ──► even bank ──► even_line
//        └─► odd bank  ──► odd_line
module lexicore_activation_buffer #(
    // bytes of both banks, a power of two
    parameter BYTES      = 65536,
    // bytes of a line: the greater of the array's rows and WORD_BYTES
    parameter LINE_BYTES = 16,
    parameter WORD_BYTES = 16
) (
    input  wire                    clock,
    input  wire                    write_enable,
    input  wire [19:0]             write_address,
    input  wire [8*WORD_BYTES-1:0] write_data,
    input  wire                    read_enable,
    // lines of a bank
    input  wire [23:0]             even_address,
    input  wire [23:0]             odd_address,
    output wire [8*LINE_BYTES-1:0] even_line,
    output wire [8*LINE_BYTES-1:0] odd_line
);
    // bits of a word's place in its line
    localparam PLACE_BITS = $clog2(LINE_BYTES / WORD_BYTES);

    wire        write_odd = write_address[PLACE_BITS];
    wire [23:0] bank_word;

    generate
        if (PLACE_BITS == 0) begin : word_lines
            assign bank_word = {5'd0, write_address[19:1]};
        end else begin : long_lines
            assign bank_word = {5'd0, write_address[19:PLACE_BITS+1], write_address[PLACE_BITS-1:0]};
        end
    endgenerate

    lexicore_buffer #(.BYTES(BYTES/2), .WRITE_BYTES(WORD_BYTES), .READ_BYTES(LINE_BYTES)) even (
        .clock        (clock),
        .write_enable (write_enable && !write_odd),
        .write_address(bank_word),
        .write_data   (write_data),
        .read_enable  (read_enable),
        .read_address (even_address),
        .read_data    (even_line)
    );

    lexicore_buffer #(.BYTES(BYTES/2), .WRITE_BYTES(WORD_BYTES), .READ_BYTES(LINE_BYTES)) odd (
        .clock        (clock),
        .write_enable (write_enable && write_odd),
        .write_address(bank_word),
        .write_data   (write_data),
        .read_enable  (read_enable),
        .read_address (odd_address),
        .read_data    (odd_line)
    );
endmodule
