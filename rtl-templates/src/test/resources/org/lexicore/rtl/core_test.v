// Runs one program on lexicore_core against a memory that answers after a while and stalls at random; logs the events by cycle, and the memory
// at the end. Ends by itself: "done", or "stuck" after too many cycles.
`timescale 1ns / 1ps
`default_nettype none

module core_test #(
    parameter ROWS         = 16,
    parameter COLUMNS      = 16,
    parameter PORTS        = 1,
    parameter LANES        = 4,
    parameter WORD_BYTES   = 16,
    parameter ADDRESS_BITS = 32,
    parameter MEMORY       = 65536
);
    localparam WORD_BITS = 8 * WORD_BYTES;

    // Given as +name=value. stall: of 100 cycles, how many a channel is held off; read_error, write_error: number of the read beat and of the
    // write response that is an error; soft_reset: its cycle; again: whether to start a
    // second time. 0: none.
    integer instructions = 0;
    integer stall        = 0;
    integer latency      = 5;
    integer seed         = 1;
    integer read_error   = 0;
    integer write_error  = 0;
    integer soft_reset   = 0;
    integer again        = 0;
    integer given;

    initial begin
        given = $value$plusargs("instructions=%d", instructions);
        given = $value$plusargs("stall=%d", stall);
        given = $value$plusargs("latency=%d", latency);
        given = $value$plusargs("seed=%d", seed);
        given = $value$plusargs("read_error=%d", read_error);
        given = $value$plusargs("write_error=%d", write_error);
        given = $value$plusargs("soft_reset=%d", soft_reset);
        given = $value$plusargs("again=%d", again);
    end

    reg clock  = 1'b0;
    reg resetn = 1'b0;

    always #5 clock = !clock;

    reg [7:0] memory [0:MEMORY-1];

    // ---------------------------------------------------------------------------------------------------- the design
    reg  [11:0] awaddr_lite = 12'd0;
    reg         write_lite  = 1'b0;
    reg  [31:0] wdata_lite  = 32'd0;
    wire        awready_lite;
    wire        wready_lite;
    wire [1:0]  bresp_lite;
    wire        bvalid_lite;
    reg  [11:0] araddr_lite = 12'd0;
    reg         read_lite   = 1'b0;
    wire        arready_lite;
    wire [31:0] rdata_lite;
    wire [1:0]  rresp_lite;
    wire        rvalid_lite;
    wire        irq;

    wire [0:0]              arid;
    wire [ADDRESS_BITS-1:0] araddr;
    wire [7:0]              arlen;
    wire [2:0]              arsize;
    wire [1:0]              arburst;
    wire [0:0]              arlock;
    wire [3:0]              arcache;
    wire [2:0]              arprot;
    wire [3:0]              arqos;
    wire                    arvalid;
    reg                     arready = 1'b0;
    reg  [WORD_BITS-1:0]    rdata   = {WORD_BITS{1'b0}};
    reg  [1:0]              rresp   = 2'b00;
    reg                     rlast   = 1'b0;
    reg                     rvalid  = 1'b0;
    wire                    rready;
    wire [0:0]              awid;
    wire [ADDRESS_BITS-1:0] awaddr;
    wire [7:0]              awlen;
    wire [2:0]              awsize;
    wire [1:0]              awburst;
    wire [0:0]              awlock;
    wire [3:0]              awcache;
    wire [2:0]              awprot;
    wire [3:0]              awqos;
    wire                    awvalid;
    reg                     awready = 1'b0;
    wire [WORD_BITS-1:0]    wdata;
    wire [WORD_BYTES-1:0]   wstrb;
    wire                    wlast;
    wire                    wvalid;
    reg                     wready  = 1'b0;
    reg  [1:0]              bresp   = 2'b00;
    reg                     bvalid  = 1'b0;
    wire                    bready;

    wire [3:0]              event_dispatch;
    wire [3:0]              event_issue;
    wire [3:0]              event_retire;
    wire                    event_decode;
    wire [PORTS*ROWS*8-1:0] event_decode_data;
    wire                    event_pass_start;
    wire                    event_pass_end;
    wire                    event_accumulate;
    wire [13:0]             event_accumulate_address;
    wire [32*COLUMNS-1:0]   event_accumulate_data;
    wire                    event_result;
    wire [19:0]             event_result_address;
    wire [8*LANES-1:0]      event_result_data;

    lexicore_core #(.MEMORY_DIR("rtl/")) core (
        .aclk(clock), .aresetn(resetn),
        .s_axi_awaddr(awaddr_lite), .s_axi_awvalid(write_lite), .s_axi_awready(awready_lite), .s_axi_wdata(wdata_lite),
        .s_axi_wstrb(4'b1111), .s_axi_wvalid(write_lite), .s_axi_wready(wready_lite), .s_axi_bresp(bresp_lite),
        .s_axi_bvalid(bvalid_lite), .s_axi_bready(1'b1), .s_axi_araddr(araddr_lite), .s_axi_arvalid(read_lite),
        .s_axi_arready(arready_lite), .s_axi_rdata(rdata_lite), .s_axi_rresp(rresp_lite), .s_axi_rvalid(rvalid_lite),
        .s_axi_rready(1'b1), .irq(irq),
        .m_axi_arid(arid), .m_axi_araddr(araddr), .m_axi_arlen(arlen), .m_axi_arsize(arsize), .m_axi_arburst(arburst),
        .m_axi_arlock(arlock), .m_axi_arcache(arcache), .m_axi_arprot(arprot), .m_axi_arqos(arqos),
        .m_axi_arvalid(arvalid), .m_axi_arready(arready), .m_axi_rid(1'b0), .m_axi_rdata(rdata), .m_axi_rresp(rresp),
        .m_axi_rlast(rlast), .m_axi_rvalid(rvalid), .m_axi_rready(rready),
        .m_axi_awid(awid), .m_axi_awaddr(awaddr), .m_axi_awlen(awlen), .m_axi_awsize(awsize), .m_axi_awburst(awburst),
        .m_axi_awlock(awlock), .m_axi_awcache(awcache), .m_axi_awprot(awprot), .m_axi_awqos(awqos),
        .m_axi_awvalid(awvalid), .m_axi_awready(awready), .m_axi_wdata(wdata), .m_axi_wstrb(wstrb), .m_axi_wlast(wlast),
        .m_axi_wvalid(wvalid), .m_axi_wready(wready), .m_axi_bid(1'b0), .m_axi_bresp(bresp), .m_axi_bvalid(bvalid),
        .m_axi_bready(bready),
        .event_dispatch(event_dispatch), .event_issue(event_issue), .event_retire(event_retire), .event_decode(event_decode),
        .event_decode_data(event_decode_data), .event_pass_start(event_pass_start), .event_pass_end(event_pass_end),
        .event_accumulate(event_accumulate), .event_accumulate_address(event_accumulate_address),
        .event_accumulate_data(event_accumulate_data), .event_result(event_result),
        .event_result_address(event_result_address), .event_result_data(event_result_data)
    );

    // ---------------------------------------------------------------------------------------------------- the memory
    integer now  = 0;

    // Bursts taken: address, beats, earliest cycle of the first beat.
    reg [31:0] read_address  [0:255];
    integer    read_beats    [0:255];
    integer    read_time     [0:255];
    integer    read_head   = 0;
    integer    read_tail   = 0;
    integer    read_beat   = 0;
    integer    beats_given = 0;
    reg [31:0] write_address [0:255];
    integer    write_beats   [0:255];
    integer    write_head  = 0;
    integer    write_tail  = 0;
    integer    write_beat  = 0;
    integer    answer_time [0:255];
    integer    answer_head = 0;
    integer    answer_tail = 0;
    integer    place;

    function stalled;
        input integer unused;
        stalled = ($unsigned($random(seed)) % 100) < stall;
    endfunction

    always @(posedge clock) begin
        now     <= now + 1;
        arready <= !stalled(0);
        if (arvalid && arready) begin
            read_address[read_tail % 256] = araddr;
            read_beats[read_tail % 256]   = arlen + 1;
            read_time[read_tail % 256]    = now + latency;
            read_tail = read_tail + 1;
            if ((araddr % WORD_BYTES) != 0 || (araddr % 256) + (arlen + 1) * WORD_BYTES > 256 || (1 << arsize) != WORD_BYTES)
                $display("read burst %h %0d", araddr, arlen);
        end
        rvalid <= 1'b0;
        rdata  <= {WORD_BITS{1'bx}};
        rlast  <= 1'bx;
        rresp  <= 2'bxx;
        if (read_head != read_tail && read_time[read_head % 256] <= now && !stalled(1)) begin
            rvalid <= 1'b1;
            for (place = 0; place < WORD_BYTES; place = place + 1)
                rdata[8*place +: 8] <= memory[read_address[read_head % 256] + read_beat * WORD_BYTES + place];
            beats_given = beats_given + 1;
            rresp  <= (beats_given == read_error) ? 2'b10 : 2'b00;
            rlast  <= read_beat + 1 == read_beats[read_head % 256];
            if (read_beat + 1 == read_beats[read_head % 256]) begin
                read_beat = 0;
                read_head = read_head + 1;
            end else
                read_beat = read_beat + 1;
        end
    end

    always @(posedge clock) begin
        awready <= !stalled(2);
        wready  <= write_head != write_tail && !stalled(3);
        if (awvalid && awready) begin
            write_address[write_tail % 256] = awaddr;
            write_beats[write_tail % 256]   = awlen + 1;
            write_tail = write_tail + 1;
            if ((awaddr % WORD_BYTES) != 0 || (awaddr % 256) + (awlen + 1) * WORD_BYTES > 256 || (1 << awsize) != WORD_BYTES)
                $display("write burst %h %0d", awaddr, awlen);
        end
        if (wvalid && wready) begin
            for (place = 0; place < WORD_BYTES; place = place + 1)
                if (wstrb[place] !== 1'b0)
                    memory[write_address[write_head % 256] + write_beat * WORD_BYTES + place] = wdata[8*place +: 8];
            if (wlast !== (write_beat + 1 == write_beats[write_head % 256]))
                $display("wlast %b in cycle %0d", wlast, now);
            if (wlast) begin
                write_beat = 0;
                write_head = write_head + 1;
                answer_time[answer_tail % 256] = now + latency;
                answer_tail = answer_tail + 1;
                // A burst that is over takes no data in the cycle that it would lend to a successor not there yet.
                if (write_head == write_tail)
                    wready <= 1'b0;
            end else
                write_beat = write_beat + 1;
        end
        bvalid <= 1'b0;
        bresp  <= 2'bxx;
        if (answer_head != answer_tail && answer_time[answer_head % 256] <= now && !stalled(4)) begin
            answer_head = answer_head + 1;
            bvalid <= 1'b1;
            bresp  <= (answer_head == write_error) ? 2'b11 : 2'b00;
        end
    end

    // ---------------------------------------------------------------------------------------------------- the log
    integer log;
    integer cycle   = 0;
    reg     counted = 1'b0;
    integer unit;

    always @(posedge clock) begin
        if (counted) begin
            for (unit = 0; unit < 4; unit = unit + 1) begin
                if (event_dispatch[unit] !== 1'b0)
                    $fdisplay(log, "dispatch %0d %0d", cycle, unit);
                if (event_issue[unit] !== 1'b0)
                    $fdisplay(log, "issue %0d %0d", cycle, unit);
                if (event_retire[unit] !== 1'b0)
                    $fdisplay(log, "retire %0d %0d", cycle, unit);
            end
            if (event_decode !== 1'b0)
                $fdisplay(log, "decode %0d %b", cycle, ^event_decode_data);
            if (event_pass_start !== 1'b0)
                $fdisplay(log, "start %0d", cycle);
            if (event_pass_end !== 1'b0)
                $fdisplay(log, "end %0d", cycle);
            if (event_accumulate !== 1'b0)
                $fdisplay(log, "accumulate %0d %h %b", cycle, event_accumulate_address, ^event_accumulate_data);
            if (event_result !== 1'b0)
                $fdisplay(log, "result %0d %h %h", cycle, event_result_address, event_result_data);
            if (irq !== 1'b0)
                $fdisplay(log, "irq %0d", cycle);
            if ((^{event_dispatch, event_issue, event_retire, event_decode, event_pass_start, event_pass_end, event_accumulate,
                    event_result, irq, arvalid, awvalid, wvalid, rready, bready}) === 1'bx)
                $fdisplay(log, "unknown %0d", cycle);
            cycle <= cycle + 1;
        end
    end

    // ---------------------------------------------------------------------------------------------------- the host
    task put;
        input [11:0] address;
        input [31:0] data;
        begin
            @(negedge clock);
            awaddr_lite = address;
            wdata_lite  = data;
            write_lite  = 1'b1;
            #1;
            while (!awready_lite) begin
                @(negedge clock);
                #1;
            end
            @(negedge clock);
            write_lite = 1'b0;
        end
    endtask

    task get;
        input [11:0] address;
        begin
            @(negedge clock);
            araddr_lite = address;
            read_lite   = 1'b1;
            #1;
            while (!arready_lite) begin
                @(negedge clock);
                #1;
            end
            @(negedge clock);
            read_lite = 1'b0;
            $fdisplay(log, "register %h %h %b", address, rdata_lite, rresp_lite);
            @(negedge clock);
        end
    endtask

    // Waits for the interrupt, or resets on the way.
    task run;
        begin
            while (irq !== 1'b1 && cycle < 400000 && !(soft_reset != 0 && cycle >= soft_reset))
                @(negedge clock);
            if (soft_reset != 0) begin
                put(12'h010, 32'd2);
                repeat (500) @(negedge clock);
            end
            if (irq === 1'b1)
                $fdisplay(log, "done %0d", cycle);
            else
                $fdisplay(log, "stuck %0d", cycle);
        end
    endtask

    integer word;

    initial begin
        $readmemh("memory.hex", memory);
        log = $fopen("events.log");
        repeat (3) @(negedge clock);
        resetn = 1'b1;
        put(12'h018, 32'd1);
        put(12'h020, 32'h0000);
        put(12'h024, instructions);
        put(12'h028, 32'h4000);
        put(12'h02C, 32'hA000);
        put(12'h030, 32'h8000);
        put(12'h034, 32'hC000);
        put(12'h010, 32'd1);
        counted = 1'b1;
        run;
        if (again != 0) begin
            // Whatever ended the first run, the second must find the units clear.
            repeat (20) @(negedge clock);
            counted = 1'b0;
            get(12'h014);
            put(12'h01C, 32'd1);
            soft_reset = 0;
            cycle      = 0;
            $fdisplay(log, "again 0");
            put(12'h010, 32'd1);
            counted = 1'b1;
            run;
        end
        repeat (4) @(negedge clock);
        counted = 1'b0;
        for (word = 0; word < 12'h0C4; word = word + 4)
            get(word[11:0]);
        put(12'h000, 32'd0);
        $fdisplay(log, "register 800 00000000 %b", bresp_lite);
        put(12'h01C, 32'd1);
        @(negedge clock);
        $fdisplay(log, "register 804 00000000 0%b", irq);
        $writememh("after.hex", memory);
        $finish;
    end
endmodule

`default_nettype wire
