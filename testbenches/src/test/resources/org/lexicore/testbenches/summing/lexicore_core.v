// A stand-in with the ports of an accelerator, for tests of the lockstep driver: a register write makes it read one burst, a result event
// shows the running sum after each beat, and a register read gives the sum.
module lexicore_core #(parameter MEMORY_DIR = "./") (input wire aclk, input wire aresetn, output reg irq,
 input wire [11:0] s_axi_awaddr, input wire s_axi_awvalid, output wire s_axi_awready, input wire [31:0] s_axi_wdata, input wire [3:0] s_axi_wstrb, input wire s_axi_wvalid, output wire s_axi_wready,
 output reg [1:0] s_axi_bresp, output reg s_axi_bvalid, input wire s_axi_bready,
 input wire [11:0] s_axi_araddr, input wire s_axi_arvalid, output wire s_axi_arready, output reg [31:0] s_axi_rdata, output reg [1:0] s_axi_rresp, output reg s_axi_rvalid, input wire s_axi_rready,
 output reg [31:0] m_axi_araddr, output wire [7:0] m_axi_arlen, output wire [2:0] m_axi_arsize, output wire [1:0] m_axi_arburst, output wire m_axi_arlock, output wire [3:0] m_axi_arcache, output wire [2:0] m_axi_arprot, output wire [3:0] m_axi_arqos, output reg m_axi_arvalid, input wire m_axi_arready,
 input wire [63:0] m_axi_rdata, input wire [1:0] m_axi_rresp, input wire m_axi_rlast, input wire m_axi_rvalid, output wire m_axi_rready,
 output wire [31:0] m_axi_awaddr, output wire [7:0] m_axi_awlen, output wire [2:0] m_axi_awsize, output wire [1:0] m_axi_awburst, output wire m_axi_awlock, output wire [3:0] m_axi_awcache, output wire [2:0] m_axi_awprot, output wire [3:0] m_axi_awqos, output wire m_axi_awvalid, input wire m_axi_awready,
 output wire [63:0] m_axi_wdata, output wire [7:0] m_axi_wstrb, output wire m_axi_wlast, output wire m_axi_wvalid, input wire m_axi_wready,
 input wire [1:0] m_axi_bresp, input wire m_axi_bvalid, output wire m_axi_bready,
 output wire [3:0] event_dispatch, output wire [3:0] event_issue, output wire [3:0] event_retire, output wire event_decode, output wire [63:0] event_decode_data,
 output wire event_pass_start, output wire event_pass_end, output wire event_accumulate, output wire [13:0] event_accumulate_address, output wire [8*32-1:0] event_accumulate_data,
 output wire event_result, output wire [19:0] event_result_address, output wire [31:0] event_result_data);
 assign m_axi_rready=1; assign m_axi_bready=1; assign m_axi_arsize=3; assign m_axi_awsize=3; assign m_axi_arburst=1; assign m_axi_awburst=1; assign m_axi_arlen=3;
 assign {m_axi_arlock,m_axi_arqos,m_axi_awlock,m_axi_awqos}=0; assign {m_axi_arcache,m_axi_awcache}=8'h33; assign {m_axi_arprot,m_axi_awprot}=6'o22;
 assign {m_axi_awaddr,m_axi_awlen,m_axi_awvalid,m_axi_wdata,m_axi_wstrb,m_axi_wlast,m_axi_wvalid}=0;
 assign {event_dispatch,event_issue,event_retire,event_decode,event_decode_data,event_pass_start,event_pass_end,event_accumulate,event_accumulate_address,event_accumulate_data,event_result_address}=0;
 assign s_axi_awready = s_axi_awvalid & s_axi_wvalid & !s_axi_bvalid; assign s_axi_wready=s_axi_awready;
 assign s_axi_arready = s_axi_arvalid & !s_axi_rvalid;
 reg [31:0] sum; reg ev; assign event_result=ev; assign event_result_data=sum;
 always @(posedge aclk) begin
  ev <= m_axi_rvalid; if (m_axi_rvalid) sum <= sum + m_axi_rdata[31:0];
  if (s_axi_awready) begin s_axi_bvalid<=1; s_axi_bresp<=0; m_axi_arvalid<=1; m_axi_araddr<=s_axi_wdata; sum<=0; end else if (s_axi_bready) s_axi_bvalid<=0;
  if (s_axi_arready) begin s_axi_rvalid<=1; s_axi_rresp<=0; s_axi_rdata<=sum; end else if (s_axi_rready) s_axi_rvalid<=0;
  if (m_axi_arvalid & m_axi_arready) m_axi_arvalid<=0;
  if (m_axi_rvalid & m_axi_rlast) irq<=1;
  if (!aresetn) begin ev<=0; irq<=0; s_axi_bvalid<=0; s_axi_rvalid<=0; m_axi_arvalid<=0; end
 end
endmodule
