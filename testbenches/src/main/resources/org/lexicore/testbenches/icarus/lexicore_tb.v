// Runs one inference in a 4-state simulator: unknown values that a 2-state one hides would show here.
//
// Contract: prints "PASS <cycles>" or "FAIL <what>" and ends. The folder that the simulator runs in holds before.hex and after.hex,
// the memory before and after the inference, a byte a line; image.vh gives the widths and the register values.
//
// After the reset no handshake signal, no interrupt, and no payload under a valid may be unknown. Registers and memories start
// unknown, as they do in a 4-state simulator.
`timescale 1ns / 1ps
`default_nettype none
`include "image.vh"

module lexicore_tb #(
    // directory of the design's memory images, with its final slash
    parameter MEMORY_DIR = "./"
);
  localparam integer WORD = `IMAGE_WORD_BYTES;
  localparam integer BITS = 8 * WORD;
  localparam integer ADDRESS = `IMAGE_ADDRESS_BITS;
  localparam integer BYTES = `IMAGE_MEMORY_BYTES;
  localparam integer SETS = `IMAGE_SETS;
  localparam integer LIMIT = `IMAGE_CYCLE_LIMIT;
  localparam [44*SETS-1:0] SET_LIST = `IMAGE_SET_LIST;  // {offset, value} each, the first lowest
  localparam integer LATENCY = 7;
  localparam integer STILL = 4000;  // cycles in which nothing moves: far longer than any answer of the memory takes

  reg aclk = 1'b0;
  reg aresetn = 1'b0;
  wire irq;

  reg [11:0] s_axi_awaddr;
  reg s_axi_awvalid = 1'b0;
  wire s_axi_awready;
  reg [31:0] s_axi_wdata;
  reg s_axi_wvalid = 1'b0;
  wire s_axi_wready;
  wire [1:0] s_axi_bresp;
  wire s_axi_bvalid;
  reg [11:0] s_axi_araddr;
  reg s_axi_arvalid = 1'b0;
  wire s_axi_arready;
  wire [31:0] s_axi_rdata;
  wire [1:0] s_axi_rresp;
  wire s_axi_rvalid;

  wire [ADDRESS-1:0] m_axi_araddr;
  wire [7:0] m_axi_arlen;
  wire m_axi_arvalid;
  reg m_axi_arready = 1'b0;
  reg [BITS-1:0] m_axi_rdata;
  reg m_axi_rlast = 1'b0;
  reg m_axi_rvalid = 1'b0;
  wire m_axi_rready;
  wire [ADDRESS-1:0] m_axi_awaddr;
  wire [7:0] m_axi_awlen;
  wire m_axi_awvalid;
  reg m_axi_awready = 1'b0;
  wire [BITS-1:0] m_axi_wdata;
  wire [WORD-1:0] m_axi_wstrb;
  wire m_axi_wlast;
  wire m_axi_wvalid;
  reg m_axi_wready = 1'b0;
  reg m_axi_bvalid = 1'b0;
  wire m_axi_bready;
  wire [11:0] m_axi_arwith;  // {lock, cache, prot, qos}
  wire [11:0] m_axi_awwith;

  lexicore #(.MEMORY_DIR(MEMORY_DIR)) dut (
      .aclk(aclk), .aresetn(aresetn), .irq(irq),
      .s_axi_awaddr(s_axi_awaddr), .s_axi_awvalid(s_axi_awvalid), .s_axi_awready(s_axi_awready),
      .s_axi_wdata(s_axi_wdata), .s_axi_wstrb(4'hF), .s_axi_wvalid(s_axi_wvalid), .s_axi_wready(s_axi_wready),
      .s_axi_bresp(s_axi_bresp), .s_axi_bvalid(s_axi_bvalid), .s_axi_bready(1'b1),
      .s_axi_araddr(s_axi_araddr), .s_axi_arvalid(s_axi_arvalid), .s_axi_arready(s_axi_arready),
      .s_axi_rdata(s_axi_rdata), .s_axi_rresp(s_axi_rresp), .s_axi_rvalid(s_axi_rvalid), .s_axi_rready(1'b1),
      .m_axi_araddr(m_axi_araddr), .m_axi_arlen(m_axi_arlen), .m_axi_arvalid(m_axi_arvalid), .m_axi_arready(m_axi_arready),
      .m_axi_arlock(m_axi_arwith[11]), .m_axi_arcache(m_axi_arwith[10:7]), .m_axi_arprot(m_axi_arwith[6:4]), .m_axi_arqos(m_axi_arwith[3:0]),
      .m_axi_rdata(m_axi_rdata), .m_axi_rresp(2'b00), .m_axi_rlast(m_axi_rlast), .m_axi_rvalid(m_axi_rvalid),
      .m_axi_rready(m_axi_rready),
      .m_axi_awaddr(m_axi_awaddr), .m_axi_awlen(m_axi_awlen), .m_axi_awvalid(m_axi_awvalid), .m_axi_awready(m_axi_awready),
      .m_axi_awlock(m_axi_awwith[11]), .m_axi_awcache(m_axi_awwith[10:7]), .m_axi_awprot(m_axi_awwith[6:4]), .m_axi_awqos(m_axi_awwith[3:0]),
      .m_axi_wdata(m_axi_wdata), .m_axi_wstrb(m_axi_wstrb), .m_axi_wlast(m_axi_wlast), .m_axi_wvalid(m_axi_wvalid),
      .m_axi_wready(m_axi_wready),
      .m_axi_bresp(2'b00), .m_axi_bvalid(m_axi_bvalid), .m_axi_bready(m_axi_bready)
  );

  always #5 aclk = ~aclk;

  reg [7:0] memory [0:BYTES-1];
  reg [7:0] expected [0:BYTES-1];
  integer cycle = 0;

  task fail(input [8*40-1:0] what);
    begin
      $display("FAIL cycle %0d: %0s", cycle, what);
      $finish;
    end
  endtask

  // ---- what a run that hangs waits for: the units' tokens and the channels, through the hierarchy

  reg reading = 1'b0;
  reg writing = 1'b0;  // a write burst's address was taken, and it is not answered
  integer still = 0;
  wire moves = |{dut.core.event_dispatch, dut.core.event_issue, dut.core.event_retire, dut.core.event_decode, dut.core.event_accumulate,
                 dut.core.event_result, m_axi_arvalid && m_axi_arready, m_axi_rvalid, m_axi_awvalid && m_axi_awready,
                 m_axi_wvalid && m_axi_wready, m_axi_bvalid};

  task unit_waits(input [8*7-1:0] name, input integer unit);
    begin
      $write("; %0s:", name);
      if (dut.core.filled[unit] !== 1'b1) $write(" waits for instructions");
      else if (dut.core.satisfied[4*unit+:4] === 4'b1111) $write(" has its tokens and does not issue");
      else begin
        $write(" waits for");
        if (dut.core.satisfied[4*unit+0] !== 1'b1) $write(" load");
        if (dut.core.satisfied[4*unit+1] !== 1'b1) $write(" compute");
        if (dut.core.satisfied[4*unit+2] !== 1'b1) $write(" drain");
        if (dut.core.satisfied[4*unit+3] !== 1'b1) $write(" store");
      end
    end
  endtask

  task hang;
    begin
      $write("FAIL cycle %0d: no interrupt, and nothing moves for %0d cycles; fetch: ", cycle, still);
      if (dut.core.all_dispatched === 1'b1) $write("all instructions dispatched");
      else $write("waits, full queues %b", dut.core.full);
      unit_waits("load", 0);
      unit_waits("compute", 1);
      unit_waits("drain", 2);
      unit_waits("store", 3);
      $write("; bus:");
      if (m_axi_arvalid && !m_axi_arready) $write(" arvalid waits for arready");
      if (m_axi_awvalid && !m_axi_awready) $write(" awvalid waits for awready");
      if (m_axi_wvalid && !m_axi_wready) $write(" wvalid waits for wready");
      $display(" %0s", reading || writing ? "a burst is not answered" : "nothing outstanding");
      $finish;
    end
  endtask

  // ---- memory: accepts one read and one write burst at a time, holds back now and then, answers after LATENCY cycles. It takes a write's
  // address only when data are offered too, so that a design whose wvalid waits for awready hangs

  reg filling = 1'b0;  // its data are to come
  integer read_at, read_left, read_wait, write_at, lane;
  integer write_wait = 0;
  integer seed = 1;

  always @(posedge aclk) begin
    if (aresetn) begin
      m_axi_arready <= !reading && !(m_axi_arvalid && m_axi_arready) && ($random(seed) & 3) != 0;
      if (m_axi_arvalid && m_axi_arready) begin
        reading <= 1'b1;
        read_at <= m_axi_araddr;
        read_left <= m_axi_arlen + 1;
        read_wait <= LATENCY;
        m_axi_arready <= 1'b0;
      end
      m_axi_rvalid <= 1'b0;
      m_axi_rlast <= 1'b0;
      if (reading && read_wait != 0) read_wait <= read_wait - 1;
      else if (reading && ($random(seed) & 7) != 0) begin
        for (lane = 0; lane < WORD; lane = lane + 1) m_axi_rdata[8*lane+:8] <= memory[read_at+lane];
        m_axi_rvalid <= 1'b1;
        m_axi_rlast <= read_left == 1;
        read_at <= read_at + WORD;
        read_left <= read_left - 1;
        if (read_left == 1) reading <= 1'b0;
      end
    end
  end

  always @(posedge aclk) begin
    if (aresetn) begin
      m_axi_awready <= m_axi_awvalid && m_axi_wvalid && !writing && !m_axi_awready;
      if (m_axi_awvalid && m_axi_awready) begin
        writing <= 1'b1;
        filling <= 1'b1;
        write_at <= m_axi_awaddr;
        write_wait <= 0;
      end
      m_axi_wready <= filling && !(m_axi_wvalid && m_axi_wready && m_axi_wlast) && ($random(seed) & 3) != 0;
      if (m_axi_wvalid && m_axi_wready) begin
        for (lane = 0; lane < WORD; lane = lane + 1)
          if (m_axi_wstrb[lane]) memory[write_at+lane] <= m_axi_wdata[8*lane+:8];
        write_at <= write_at + WORD;
        if (m_axi_wlast) begin
          write_wait <= LATENCY;
          filling <= 1'b0;
        end
      end
      if (write_wait > 1) write_wait <= write_wait - 1;
      m_axi_bvalid <= write_wait == 1;
      if (write_wait == 1) begin
        write_wait <= 0;
        writing <= 1'b0;
      end
    end
  end

  // ---- nothing unknown where it counts

  wire controls = ^{irq, s_axi_awready, s_axi_wready, s_axi_bvalid, s_axi_arready, s_axi_rvalid, m_axi_arvalid, m_axi_rready,
                    m_axi_awvalid, m_axi_wvalid, m_axi_bready};
  reg [BITS-1:0] written;  // the bytes of a beat that are written
  integer i;

  always @(negedge aclk) begin
    if (aresetn) begin
      cycle = cycle + 1;
      if (controls === 1'bx) fail("a handshake is unknown");
      if ({m_axi_arwith, m_axi_awwith} !== {2{1'b0, 4'b0011, 3'b010, 4'b0000}}) fail("AxLOCK, AxCACHE, AxPROT or AxQOS differ");
      if (m_axi_arvalid && ^{m_axi_araddr, m_axi_arlen} === 1'bx) fail("a read address is unknown");
      if (m_axi_awvalid && ^{m_axi_awaddr, m_axi_awlen} === 1'bx) fail("a write address is unknown");
      if (m_axi_wvalid && ^{m_axi_wstrb, m_axi_wlast} === 1'bx) fail("a write strobe is unknown");
      for (i = 0; i < WORD; i = i + 1) written[8*i+:8] = m_axi_wdata[8*i+:8] & {8{m_axi_wstrb[i]}};
      if (m_axi_wvalid && ^written === 1'bx) fail("write data is unknown");
      if (s_axi_bvalid && ^s_axi_bresp === 1'bx) fail("a register response is unknown");
      if (s_axi_rvalid && ^{s_axi_rdata, s_axi_rresp} === 1'bx) fail("a register value is unknown");
      still = moves === 1'b1 ? 0 : still + 1;
      if (cycle > LIMIT || still > STILL) hang;
    end
  end

  // ---- host

  task write_register(input [11:0] offset, input [31:0] value);
    begin
      s_axi_awaddr <= offset;
      s_axi_wdata <= value;
      s_axi_awvalid <= 1'b1;
      s_axi_wvalid <= 1'b1;
      @(posedge aclk);
      while (!s_axi_awready) @(posedge aclk);
      s_axi_awvalid <= 1'b0;
      s_axi_wvalid <= 1'b0;
      @(posedge aclk);
      while (!s_axi_bvalid) @(posedge aclk);
      if (s_axi_bresp !== 2'b00) fail("a register write fails");
    end
  endtask

  integer n;
  initial begin
    $readmemh("before.hex", memory);
    $readmemh("after.hex", expected);
    repeat (2) @(posedge aclk);
    aresetn <= 1'b1;
    @(posedge aclk);
    for (n = 0; n < SETS; n = n + 1) write_register(SET_LIST[44*n+32+:12], SET_LIST[44*n+:32]);
    while (irq !== 1'b1) @(posedge aclk);
    repeat (LATENCY + 2) @(posedge aclk);
    for (n = 0; n < BYTES; n = n + 1) begin
      if (memory[n] !== expected[n]) begin
        $display("memory at %h is %h, not %h", n, memory[n], expected[n]);
        fail("the memory differs");
        n = BYTES;
      end
    end
    $display("PASS %0d cycles", cycle);
    $finish;
  end
endmodule
`default_nettype wire
