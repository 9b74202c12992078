// The index decoder: indices or plain weights out of the index buffer, through the codebook, into the shadow weights.
//
// One step a cycle: PORTS codewords, or one group of plain weights. D0 to D4 move together in the cycles in which advance is 1. Issue, two words
// read ahead, then a step an advance; a step that leaves D0 in advance n is written in advance n + 4. A pass takes D0 at least 4 advances:
// if it has fewer steps, empty ones follow, so that its last step is at most 4 advances ahead of its successor's.
//
//   index buffer ──► low ─┐ D0        D1          D2           D3            D4
//                └► high ─┴─ unpack ─► indices ─► codebook ──► codewords ──► row lanes ──► shadow weights
//                            plain bytes ───────────────────────┘  shifted by the row base
module lexicore_index_decoder #(
    parameter ROWS           = 16,
    parameter COLUMNS        = 16,
    parameter PORTS          = 1,
    parameter WORD_BYTES     = 16,
    // log2 of the codewords a book, of the books
    parameter ENTRY_BITS     = 8,
    parameter BOOK_BITS      = 0,
    // bytes a codeword occupies, a power of two
    parameter CODEWORD_BYTES = 8,
    parameter MEMORY_DIR     = "./"
) (
    input  wire                      clock,
    input  wire                      clear,

    // the queue's head is there, its waits hold, and issues are allowed
    input  wire                      possible,
    output wire                      issue,
    output wire                      idle,
    input  wire                      plain,
    // plain weights of one byte a column, in the row of the column's number
    input  wire                      diagonal,
    input  wire [4:0]                index_bits,
    input  wire [6:0]                codeword,
    input  wire [7:0]                book,
    input  wire [19:0]               stream,
    input  wire [7:0]                columns,

    // the pass sequencer
    input  wire [7:0]                rows,
    input  wire [7:0]                rows_next,
    input  wire                      last_pass,
    output wire                      next,
    output wire [7:0]                tail,

    // the pixel path
    input  wire                      pending,
    input  wire                      start,
    input  wire                      swap,

    output wire                      index_read,
    output wire [19:0]               index_address,
    input  wire [8*WORD_BYTES-1:0]   index_word,

    input  wire                      codebook_write,
    input  wire [19:0]               codebook_address,
    input  wire [8*WORD_BYTES-1:0]   codebook_data,

    output wire                      shadow_write,
    output wire [COLUMNS-1:0]        shadow_columns,
    output wire [ROWS-1:0]           shadow_rows,
    // the lanes come from port 0 for all columns
    output wire                      shadow_plain,
    // a column takes 0 in all rows but its own
    output wire                      shadow_diagonal,
    output wire [PORTS*ROWS*8-1:0]   shadow_lanes,

    output wire                      event_decode,
    output wire [PORTS*ROWS*8-1:0]   event_decode_data
);
    localparam WORD_BITS    = 8 * WORD_BYTES;
    localparam PLACE_BITS   = $clog2(WORD_BITS);
    localparam PLAIN_BYTES  = (ROWS < WORD_BYTES) ? ROWS : WORD_BYTES;
    localparam SPAN         = PORTS * ENTRY_BITS;
    localparam ADDRESS_BITS = ENTRY_BITS + BOOK_BITS;
    // bytes that a port brings at most
    localparam LANE_BYTES   = (CODEWORD_BYTES > PLAIN_BYTES) ? CODEWORD_BYTES : PLAIN_BYTES;

    localparam [2:0] IDLE   = 3'd0;
    localparam [2:0] PRIME1 = 3'd1;
    localparam [2:0] PRIME2 = 3'd2;
    localparam [2:0] STEP   = 3'd3;
    localparam [2:0] EMPTY  = 3'd4;

    // ---------------------------------------------------------------------------------------------------- D0: the instruction
    reg        plain_held;
    reg        diagonal_held;
    reg [4:0]  index_bits_held;
    reg [15:0] index_mask;
    reg [6:0]  codeword_held;
    reg [7:0]  book_held;
    reg [7:0]  columns_held;

    always @(posedge clock) begin
        if (issue) begin
            plain_held      <= plain;
            diagonal_held   <= diagonal;
            index_bits_held <= index_bits;
            index_mask      <= ~(16'hFFFF << index_bits);
            codeword_held   <= codeword;
            book_held       <= book;
            columns_held    <= columns;
        end
    end

    // ---------------------------------------------------------------------------------------------------- D0: the steps
    reg  [2:0] state;
    // advances that the pass has had, up to 3
    reg  [1:0] spent;
    reg        begins;
    reg  [7:0] column;
    reg  [7:0] columns_left;
    reg  [7:0] row_base;
    reg  [7:0] rows_left;

    wire       advance;
    wire [7:0] step_columns = plain_held ? 8'd1 : PORTS[7:0];
    wire       last_group   = rows_left <= {1'b0, codeword_held};
    wire       last_step    = last_group && columns_left <= step_columns;
    wire       stepping     = state == STEP;
    wire       holds_last   = spent == 2'd3 && ((stepping && last_step) || state == EMPTY);
    wire       step         = stepping && advance;

    assign idle  = state == IDLE;
    assign issue = possible && idle && advance;
    assign next  = holds_last && advance;
    assign tail  = rows_left;

    always @(posedge clock) begin
        if (clear)
            state <= IDLE;
        else if (advance)
            case (state)
                IDLE:    if (possible) state <= PRIME1;
                PRIME1:  state <= PRIME2;
                PRIME2:  state <= STEP;
                default:
                    if (holds_last)
                        state <= last_pass ? IDLE : STEP;
                    else if (stepping && last_step)
                        state <= EMPTY;
            endcase
    end

    always @(posedge clock) begin
        if (advance) begin
            if (state == PRIME2 || next) begin
                spent        <= 2'd0;
                begins       <= 1'b1;
                column       <= 8'd0;
                columns_left <= diagonal_held ? 8'd1 : columns_held;
                row_base     <= 8'd0;
                rows_left    <= (state == PRIME2) ? rows : rows_next;
            end else begin
                spent <= (spent == 2'd3) ? 2'd3 : spent + 2'd1;
                // An empty step leaves rows_left alone: the sequencer still needs it.
                if (stepping && !last_step) begin
                    begins <= 1'b0;
                    if (last_group) begin
                        column       <= column + step_columns;
                        columns_left <= columns_left - step_columns;
                        row_base     <= 8'd0;
                        rows_left    <= rows;
                    end else begin
                        row_base  <= row_base + {1'b0, codeword_held};
                        rows_left <= rows_left - {1'b0, codeword_held};
                    end
                end
            end
        end
    end

    // ---------------------------------------------------------------------------------------------------- D0: the stream
    // Bits that a step takes: of all columns, of a whole step, of this one.
    reg  [12:0]          all_bits;
    reg  [12:0]          whole_bits;
    reg  [12:0]          left_bits;
    reg  [12:0]          take;
    reg  [PLACE_BITS-1:0] place;
    reg  [19:0]          stream_address;
    reg  [WORD_BITS-1:0] low;

    wire [12:0] left_then  = left_bits - whole_bits;
    wire [12:0] take_first = (plain_held || all_bits > whole_bits) ? whole_bits : all_bits;
    wire [12:0] take_then  = (plain_held || left_then > whole_bits) ? whole_bits : left_then;
    wire [12:0] place_then = {{(13-PLACE_BITS){1'b0}}, place} + take;
    wire        crosses    = step && place_then[PLACE_BITS];

    assign index_read    = (advance && (state == PRIME1 || state == PRIME2)) || crosses;
    assign index_address = stream_address;

    always @(posedge clock) begin
        if (issue)
            stream_address <= stream;
        else if (index_read)
            stream_address <= stream_address + 20'd1;
        if (index_read)
            low <= index_word;
        if (issue)
            place <= {PLACE_BITS{1'b0}};
        else if (step)
            place <= place_then[PLACE_BITS-1:0];
    end

    always @(posedge clock) begin
        if (advance) begin
            if (state == PRIME1) begin
                all_bits   <= {5'd0, columns_held} * {8'd0, index_bits_held};
                whole_bits <= plain_held ? {3'd0, codeword_held, 3'd0} : PORTS[12:0] * {8'd0, index_bits_held};
            end
            if (state == PRIME2 || next) begin
                left_bits <= all_bits;
                take      <= take_first;
            end else if (stepping && last_group && !last_step) begin
                left_bits <= left_then;
                take      <= take_then;
            end
        end
    end

    // ---------------------------------------------------------------------------------------------------- D0 to D1: unpack
    wire [2*WORD_BITS-1:0]      window = {index_word, low};
    wire [SPAN-1:0]             span   = window[{1'b0, place} +: SPAN];
    wire [PORTS*ADDRESS_BITS-1:0] indices;
    wire [8*PLAIN_BYTES-1:0]    plain_bytes;
    wire [PORTS-1:0]            port_used;

    genvar port;
    generate
        for (port = 0; port < PORTS; port = port + 1) begin : unpack
            localparam [7:0] PORT = port;

            wire [ENTRY_BITS-1:0] index;

            if (port == 0) begin : lowest
                assign index           = span[ENTRY_BITS-1:0] & index_mask[ENTRY_BITS-1:0];
                assign port_used[port] = 1'b1;
            end else begin : higher
                reg  [11:0]     offset;
                wire [SPAN-1:0] moved = span >> offset;

                always @(posedge clock)
                    if (issue)
                        offset <= {4'd0, PORT} * {7'd0, index_bits};

                assign index           = moved[ENTRY_BITS-1:0] & index_mask[ENTRY_BITS-1:0];
                assign port_used[port] = !plain_held && columns_left > PORT;

                wire unused = &{1'b0, moved};
            end

            if (BOOK_BITS == 0) begin : single
                assign indices[port*ADDRESS_BITS +: ADDRESS_BITS] = index;
            end else begin : several
                assign indices[port*ADDRESS_BITS +: ADDRESS_BITS] = {book_held[BOOK_BITS-1:0], index};
            end
        end

        if (PLAIN_BYTES == WORD_BYTES) begin : whole_word
            assign plain_bytes = low;
        end else begin : part_of_word
            localparam GROUP_BITS = $clog2(8*PLAIN_BYTES);

            wire [PLACE_BITS-GROUP_BITS-1:0] group = place[PLACE_BITS-1:GROUP_BITS];

            assign plain_bytes = low[group*(8*PLAIN_BYTES) +: 8*PLAIN_BYTES];
        end
    endgenerate

    // ---------------------------------------------------------------------------------------------------- D1, D2, D3
    reg                           valid1, valid2, valid3, valid4;
    reg                           begins1, begins2, begins3, begins4;
    reg                           plain1, plain2, plain3, plain4;
    reg                           diagonal1, diagonal2, diagonal3, diagonal4;
    reg [6:0]                     codeword1, codeword2, codeword3;
    reg [7:0]                     row_base1, row_base2, row_base3;
    reg [7:0]                     column1, column2, column3;
    reg [PORTS-1:0]               used1, used2, used3, used4;
    reg [8*PLAIN_BYTES-1:0]       bytes1, bytes2;
    reg [PORTS*ADDRESS_BITS-1:0]  indices1;
    reg [PORTS*8*LANE_BYTES-1:0]  lanes3;
    wire [PORTS*8*CODEWORD_BYTES-1:0] codewords;

    always @(posedge clock) begin
        if (clear) begin
            valid1 <= 1'b0;
            valid2 <= 1'b0;
            valid3 <= 1'b0;
            valid4 <= 1'b0;
        end else if (advance) begin
            valid1 <= stepping;
            valid2 <= valid1;
            valid3 <= valid2;
            valid4 <= valid3;
        end
    end

    always @(posedge clock) begin
        if (advance) begin
            {begins1, begins2, begins3, begins4} <= {begins, begins1, begins2, begins3};
            {plain1, plain2, plain3, plain4}     <= {plain_held, plain1, plain2, plain3};
            {diagonal1, diagonal2, diagonal3, diagonal4} <= {diagonal_held, diagonal1, diagonal2, diagonal3};
            {codeword1, codeword2, codeword3}    <= {codeword_held, codeword1, codeword2};
            {row_base1, row_base2, row_base3}    <= {row_base, row_base1, row_base2};
            {column1, column2, column3}          <= {column, column1, column2};
            {used1, used2, used3, used4}         <= {port_used, used1, used2, used3};
            {bytes1, bytes2}                     <= {plain_bytes, bytes1};
            indices1                             <= indices;
        end
    end

    lexicore_codebook #(
        .PORTS(PORTS), .ADDRESS_BITS(ADDRESS_BITS), .CODEWORD_BYTES(CODEWORD_BYTES), .WORD_BYTES(WORD_BYTES), .MEMORY_DIR(MEMORY_DIR)
    ) codebook (
        .clock         (clock),
        .write_enable  (codebook_write),
        .write_address (codebook_address),
        .write_data    (codebook_data),
        .read_enable   (advance && valid1 && !plain1),
        .read_addresses(indices1),
        .codewords     (codewords)
    );

    // ---------------------------------------------------------------------------------------------------- D3, D4: by port and row
    reg  [PORTS*ROWS*8-1:0] lanes4;
    reg  [ROWS-1:0]         rows4;
    reg  [COLUMNS-1:0]      columns4;
    wire [LANE_BYTES-1:0]   taken3;
    wire [ROWS-1:0]         rows3;

    genvar element;
    generate
        for (element = 0; element < LANE_BYTES; element = element + 1) begin : within_codeword
            localparam [6:0] ELEMENT = element;

            assign taken3[element] = ELEMENT < codeword3;
        end

        if (LANE_BYTES < ROWS) begin : mask_part
            assign rows3 = {{(ROWS-LANE_BYTES){1'b0}}, taken3} << row_base3;
        end else begin : mask_whole
            assign rows3 = taken3 << row_base3;
        end

        for (port = 0; port < PORTS; port = port + 1) begin : lane
            wire [8*LANE_BYTES-1:0] codeword_bytes;
            wire [8*LANE_BYTES-1:0] chosen;
            wire [8*LANE_BYTES-1:0] kept;
            wire [8*ROWS-1:0]       spread;

            if (LANE_BYTES == CODEWORD_BYTES) begin : codeword_whole
                assign codeword_bytes = codewords[port*8*CODEWORD_BYTES +: 8*CODEWORD_BYTES];
            end else begin : codeword_part
                assign codeword_bytes =
                    {{(8*(LANE_BYTES-CODEWORD_BYTES)){1'b0}}, codewords[port*8*CODEWORD_BYTES +: 8*CODEWORD_BYTES]};
            end

            if (port != 0) begin : codewords_only
                assign chosen = codeword_bytes;
            end else if (LANE_BYTES == PLAIN_BYTES) begin : plain_whole
                assign chosen = plain2 ? bytes2 : codeword_bytes;
            end else begin : plain_part
                assign chosen = plain2 ? {{(8*(LANE_BYTES-PLAIN_BYTES)){1'b0}}, bytes2} : codeword_bytes;
            end

            for (element = 0; element < LANE_BYTES; element = element + 1) begin : keep
                assign kept[8*element +: 8] =
                    lanes3[8*(port*LANE_BYTES+element) +: 8] & {8{taken3[element] && used3[port]}};
            end

            if (LANE_BYTES < ROWS) begin : spread_part
                assign spread = {{(8*(ROWS-LANE_BYTES)){1'b0}}, kept} << {row_base3, 3'd0};
            end else begin : spread_whole
                assign spread = kept << {row_base3, 3'd0};
            end

            always @(posedge clock) begin
                if (advance) begin
                    lanes3[port*8*LANE_BYTES +: 8*LANE_BYTES] <= chosen;
                    lanes4[port*8*ROWS +: 8*ROWS]             <= spread;
                end
            end
        end
    endgenerate

    // ---------------------------------------------------------------------------------------------------- D4: by column
    // Column steps begin at multiples of PORTS, so that a column's port is fixed; a plain step has port 0 alone. A diagonal step goes to the
    // columns of its rows' numbers.
    genvar place_of;
    generate
        for (place_of = 0; place_of < COLUMNS; place_of = place_of + 1) begin : column_enable
            localparam [7:0] COLUMN = place_of;
            localparam [7:0] STEP_COLUMN = place_of - place_of % PORTS;

            wire on_diagonal;
            wire enable = diagonal3 ? on_diagonal : plain3 ? column3 == COLUMN : column3 == STEP_COLUMN && used3[place_of % PORTS];

            if (place_of < ROWS) begin : within_rows
                assign on_diagonal = rows3[place_of];
            end else begin : beyond_rows
                assign on_diagonal = 1'b0;
            end

            always @(posedge clock)
                if (advance)
                    columns4[place_of] <= enable;
        end
    endgenerate

    always @(posedge clock)
        if (advance)
            rows4 <= rows3 | {ROWS{diagonal3}};

    // The shadow weights belong to the last pass of which a step was written, until it swaps.
    reg  unswapped;
    wire shadow_taken = valid4 && begins4 && unswapped && !swap;

    assign advance = !shadow_taken && !(holds_last && pending && !start);

    always @(posedge clock) begin
        if (clear)
            unswapped <= 1'b0;
        else if (event_decode && begins4)
            unswapped <= 1'b1;
        else if (swap)
            unswapped <= 1'b0;
    end

    assign event_decode      = valid4 && advance;
    assign event_decode_data = lanes4;

    assign shadow_write   = event_decode;
    assign shadow_columns = columns4;
    assign shadow_rows    = rows4;
    assign shadow_plain   = plain4;
    assign shadow_diagonal = diagonal4;
    assign shadow_lanes   = lanes4;

    wire unused = &{1'b0, index_mask, book_held, place_then, used4};
endmodule
