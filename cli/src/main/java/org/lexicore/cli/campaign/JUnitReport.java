package org.lexicore.cli.campaign;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a campaign as JUnit XML, which continuous integration reads. It has no times: the same campaign, the same bytes. */
public final class JUnitReport {
  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes {@code results} and, as skipped, the cases that remain. */
  public static Path write(CampaignSummary summary, Iterable<CaseResult> results, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new JUnitReport(xml).suite(summary, results);
      xml.close();
      return file;
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void suite(CampaignSummary summary, Iterable<CaseResult> results) throws XMLStreamException {
    Map<Integer, CaseResult> done = new TreeMap<>();
    results.forEach(result -> done.put(result.number(), result));
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuite");
    attribute("name", "lexicore campaign, seed " + summary.seed());
    attribute("tests", summary.cases());
    attribute("failures", summary.failed());
    attribute("errors", 0);
    attribute("skipped", summary.remaining());
    for (int number = 0; number < summary.cases(); number++) {
      testCase(summary.seed(), number, done.get(number));
    }
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
  }

  private void testCase(long seed, int number, CaseResult result) throws XMLStreamException {
    line(1);
    if (result != null && result.passed()) {
      xml.writeEmptyElement("testcase");
      name(seed, number, result);
      return;
    }
    xml.writeStartElement("testcase");
    name(seed, number, result);
    line(2);
    if (result == null) {
      xml.writeEmptyElement("skipped");
    } else {
      xml.writeStartElement("failure");
      attribute("message", result.problem());
      String smaller = "\nsmaller: " + result.smallerProblem() + "\n" + result.smaller();
      xml.writeCharacters(result.replay() + (result.isSmaller() ? smaller : ""));
      xml.writeEndElement();
    }
    line(1);
    xml.writeEndElement();
  }

  private void name(long seed, int number, CaseResult result) throws XMLStreamException {
    attribute("classname", "lexicore.campaign");
    attribute("name", seed + ":" + number + (result == null ? "" : " " + result.title()));
  }

  private void attribute(String name, Object value) throws XMLStreamException {
    xml.writeAttribute(name, value.toString());
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
