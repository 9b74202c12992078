// Run control: registers, start, end, abort, interrupt, counters.
//
// A start accepted in cycle h makes h + 1 the first running cycle. The run ends in the first cycle in which all is dispatched and retired; an
// error response, an illegal instruction or a soft reset ends it once nothing is outstanding on AXI. clear is 1 in the last cycle and clears every unit.
//
//   s_axi ──► lexicore_registers ──► start, bases ──► units
//   all_dispatched, all_retired, errors, idle ──► running, clear, STATUS, irq
//   beats, causes ──► counters ──► lexicore_registers
module lexicore_control #(
    // log2 of the bytes a beat moves
    parameter WORD_SHIFT = 4
) (
    input  wire         clock,
    input  wire         reset,

    input  wire [11:0]  s_axi_awaddr,
    input  wire         s_axi_awvalid,
    output wire         s_axi_awready,
    input  wire [31:0]  s_axi_wdata,
    input  wire [3:0]   s_axi_wstrb,
    input  wire         s_axi_wvalid,
    output wire         s_axi_wready,
    output wire [1:0]   s_axi_bresp,
    output wire         s_axi_bvalid,
    input  wire         s_axi_bready,
    input  wire [11:0]  s_axi_araddr,
    input  wire         s_axi_arvalid,
    output wire         s_axi_arready,
    output wire [31:0]  s_axi_rdata,
    output wire [1:0]   s_axi_rresp,
    output wire         s_axi_rvalid,
    input  wire         s_axi_rready,
    output wire         irq,

    output wire         start,
    output reg          running,
    // no grant, issue or dispatch: not running, or on the way to an abort
    output wire         hold,
    output wire         clear,
    output wire [31:0]  program_base,
    output wire [31:0]  instructions,
    output wire [127:0] bases,

    input  wire         all_dispatched,
    input  wire         all_retired,
    input  wire         ports_idle,
    input  wire         read_error,
    input  wire         write_error,
    input  wire         illegal,

    // what a beat moved, in the order of the registers
    input  wire [6:0]   traffic,
    // what this running cycle was, in the order of the registers
    input  wire [5:0]   cause
);
    reg aborting;
    reg resetting;
    reg read_failed;
    reg write_failed;
    reg illegal_failed;
    reg status_done;
    reg status_read_error;
    reg status_write_error;
    reg status_illegal;

    wire         control_write;
    wire         interrupt_clear_write;
    wire [31:0]  write_data;
    wire [31:0]  interrupt_enable;
    wire [63:0]  cycles;
    wire [447:0] bytes;
    wire [383:0] causes;

    wire soft_reset = control_write && write_data[1];
    wire complete   = running && !aborting && all_dispatched && all_retired;
    wire aborted    = running && aborting && ports_idle;
    wire ended      = complete || aborted;

    assign start = control_write && write_data[0] && !write_data[1] && !running;
    assign hold  = !running || aborting;
    assign clear = reset || ended;
    assign irq   = interrupt_enable[0] && (status_done || status_read_error || status_write_error || status_illegal);

    always @(posedge clock) begin
        if (reset || ended) begin
            running        <= 1'b0;
            aborting       <= 1'b0;
            resetting      <= 1'b0;
            read_failed    <= 1'b0;
            write_failed   <= 1'b0;
            illegal_failed <= 1'b0;
        end else if (start)
            running <= 1'b1;
        else if (running) begin
            if (soft_reset || read_error || write_error || illegal)
                aborting <= 1'b1;
            if (soft_reset)
                resetting <= 1'b1;
            if (read_error)
                read_failed <= 1'b1;
            if (write_error)
                write_failed <= 1'b1;
            if (illegal)
                illegal_failed <= 1'b1;
        end
    end

    always @(posedge clock) begin
        if (reset || start) begin
            status_done        <= 1'b0;
            status_read_error  <= 1'b0;
            status_write_error <= 1'b0;
            status_illegal     <= 1'b0;
        end else if (ended) begin
            status_done        <= complete;
            status_read_error  <= aborted && read_failed && !resetting && !soft_reset;
            status_write_error <= aborted && write_failed && !resetting && !soft_reset;
            status_illegal     <= aborted && illegal_failed && !resetting && !soft_reset;
        end else if (interrupt_clear_write && write_data[0]) begin
            status_done        <= 1'b0;
            status_read_error  <= 1'b0;
            status_write_error <= 1'b0;
            status_illegal     <= 1'b0;
        end
    end

    // The counters: causes and beats are registered first, so that deciding and counting share no path.
    reg [5:0] counted_cause;
    reg [6:0] counted_traffic;

    always @(posedge clock) begin
        counted_cause   <= running ? cause : 6'd0;
        counted_traffic <= traffic;
    end

    lexicore_counter cycle_counter (.clock(clock), .clear(reset || start), .count(running), .value(cycles));

    genvar index;
    generate
        for (index = 0; index < 7; index = index + 1) begin : moved
            lexicore_counter #(.STEP_BITS(WORD_SHIFT)) counter (
                .clock(clock), .clear(reset || start), .count(counted_traffic[index]), .value(bytes[64*index +: 64])
            );
        end
        for (index = 0; index < 6; index = index + 1) begin : spent
            lexicore_counter counter (
                .clock(clock), .clear(reset || start), .count(counted_cause[index]), .value(causes[64*index +: 64])
            );
        end
    endgenerate

    lexicore_registers registers (
        .clock                         (clock),
        .reset                         (reset),
        .s_axi_awaddr                  (s_axi_awaddr),
        .s_axi_awvalid                 (s_axi_awvalid),
        .s_axi_awready                 (s_axi_awready),
        .s_axi_wdata                   (s_axi_wdata),
        .s_axi_wstrb                   (s_axi_wstrb),
        .s_axi_wvalid                  (s_axi_wvalid),
        .s_axi_wready                  (s_axi_wready),
        .s_axi_bresp                   (s_axi_bresp),
        .s_axi_bvalid                  (s_axi_bvalid),
        .s_axi_bready                  (s_axi_bready),
        .s_axi_araddr                  (s_axi_araddr),
        .s_axi_arvalid                 (s_axi_arvalid),
        .s_axi_arready                 (s_axi_arready),
        .s_axi_rdata                   (s_axi_rdata),
        .s_axi_rresp                   (s_axi_rresp),
        .s_axi_rvalid                  (s_axi_rvalid),
        .s_axi_rready                  (s_axi_rready),
        .control_write                 (control_write),
        .interrupt_clear_write         (interrupt_clear_write),
        .write_data                    (write_data),
        .status                        ({27'd0, status_illegal, status_write_error, status_read_error, status_done, running}),
        .interrupt_enable              (interrupt_enable),
        .program_                      (program_base),
        .instructions                  (instructions),
        .data                          (bases[31:0]),
        .scratch                       (bases[63:32]),
        .input_                        (bases[95:64]),
        .output_                       (bases[127:96]),
        .cycles_low                    (cycles[31:0]),
        .cycles_high                   (cycles[63:32]),
        .bytes_indices_low             (bytes[31:0]),
        .bytes_indices_high            (bytes[63:32]),
        .bytes_codebooks_low           (bytes[95:64]),
        .bytes_codebooks_high          (bytes[127:96]),
        .bytes_weights_low             (bytes[159:128]),
        .bytes_weights_high            (bytes[191:160]),
        .bytes_biases_low              (bytes[223:192]),
        .bytes_biases_high             (bytes[255:224]),
        .bytes_activations_read_low    (bytes[287:256]),
        .bytes_activations_read_high   (bytes[319:288]),
        .bytes_activations_written_low (bytes[351:320]),
        .bytes_activations_written_high(bytes[383:352]),
        .bytes_instructions_low        (bytes[415:384]),
        .bytes_instructions_high       (bytes[447:416]),
        .cycles_busy_low               (causes[31:0]),
        .cycles_busy_high              (causes[63:32]),
        .cycles_weights_low            (causes[95:64]),
        .cycles_weights_high           (causes[127:96]),
        .cycles_load_low               (causes[159:128]),
        .cycles_load_high              (causes[191:160]),
        .cycles_drain_low              (causes[223:192]),
        .cycles_drain_high             (causes[255:224]),
        .cycles_store_low              (causes[287:256]),
        .cycles_store_high             (causes[319:288]),
        .cycles_instruction_low        (causes[351:320]),
        .cycles_instruction_high       (causes[383:352])
    );

    wire unused = &{1'b0, write_data[31:2], interrupt_enable[31:1]};
endmodule
