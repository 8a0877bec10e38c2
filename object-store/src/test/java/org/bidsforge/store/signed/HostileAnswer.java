// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A text that is not what a client hopes for, and what follows it without end, if anything; characters are bytes. */
record HostileAnswer(String what, String text, String repeated) {
    private static HostileAnswer of(String what, String text) {
        return new HostileAnswer(what, new String(text.getBytes(UTF_8), ISO_8859_1), "");
    }

    private static HostileAnswer endless(String what, String text, String repeated) {
        return new HostileAnswer(what, text, repeated.repeat(1000));
    }

    @Override
    public String toString() {
        return what;
    }

    static List<HostileAnswer> all() {
        String bomb = "<!DOCTYPE a [<!ENTITY a0 \"lol\">";
        for (int i = 1; i < 12; i++) {
            bomb += "<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">";
        }
        String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        String etag = "<ETag>&x;</ETag><UploadId>&x;</UploadId><Status>&x;</Status>";
        String elements = "<Contents><Key>prefix/a</Key><Size>1</Size></Contents>";
        return List.of(
                of("nothing", ""),
                of("no XML", "Hello"),
                of("a page", "<html><body><br>Hello</body></html>"),
                of("half a tag", "<?xml version=\"1.0\"?><a"),
                of("an entity bomb", bomb + "]><a><ETag>&a11;</ETag></a>"),
                of("a file of this machine", external + "<a>" + etag + "</a>"),
                of("an undeclared entity", "<a>" + etag + "</a>"),
                of("a document type elsewhere", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a/>"),
                of("deep nesting", "<a>".repeat(100_000)),
                of("a long text", "<a><ETag>" + "x".repeat(3_000_000) + "</ETag></a>"),
                of("a long name", "<" + "a".repeat(3_000_000) + "/>"),
                of("a long attribute", "<a b=\"" + "c".repeat(3_000_000) + "\"/>"),
                of("control characters", "<a><ETag>\u0000\u0001</ETag></a>"),
                of("impossible references", "<a><ETag>&#0;&#xFFFFFFFF;&#1114112;</ETag></a>"),
                of("an unknown encoding", "<?xml version=\"1.0\" encoding=\"x-none\"?><a><ETag>a</ETag></a>"),
                new HostileAnswer("UTF-16", new String("<a><ETag>a</ETag></a>".getBytes(UTF_16), ISO_8859_1), ""),
                new HostileAnswer("broken UTF-8", "<a><ETag>\u00e9\u00ff</ETag></a>", ""),
                of("many elements", "<a>" + elements.repeat(20_000) + "</a>"),
                of(
                        "objects that were not asked for",
                        "<a><Contents><Key>x</Key><Size>1</Size></Contents>"
                                + "<Upload><Key>x</Key></Upload><Part><PartNumber>x</PartNumber></Part></a>"),
                of(
                        "wrong escapes",
                        "<a><EncodingType>url</EncodingType><Contents><Key>prefix/%zz%</Key><Size>1</Size></Contents>"
                                + "<Upload><Key>%</Key></Upload></a>"),
                of(
                        "wrong numbers",
                        "<a><Contents><Key>prefix/a</Key><Size>-99999999999999999999</Size></Contents>"
                                + "<Upload><Key>prefix/o</Key><Initiated>now</Initiated></Upload>"
                                + "<Part><PartNumber>99999999999</PartNumber><Size>-1</Size></Part></a>"),
                of(
                        "the same page again and again",
                        "<a>" + elements + "<Upload><Key>prefix/o</Key><UploadId>1</UploadId></Upload>"
                                + "<Part><PartNumber>1</PartNumber><Size>1</Size></Part><IsTruncated>true</IsTruncated>"
                                + "<NextContinuationToken>1</NextContinuationToken><NextKeyMarker>1</NextKeyMarker>"
                                + "<NextPartNumberMarker>1</NextPartNumberMarker></a>"),
                of("an error in an error", "<Error><Code>" + "A".repeat(70_000) + "</Code></Error>"),
                endless("a text without end", "<a><ETag>", "x"),
                endless("blanks without end", "", " "),
                endless("elements without end", "<a>", "<b/>"),
                endless("objects without end", "<a>", elements),
                endless("depth without end", "", "<a>"),
                endless("a comment without end", "<!--", "x"),
                endless("a document type without end", "<!DOCTYPE a [", "<!ENTITY b \"c\">"),
                endless("an attribute without end", "<a b=\"", "x"),
                endless("attributes without end", "<a ", "b=\"c\" "),
                endless("an instruction without end", "<?a ", "x"),
                endless("raw text without end", "<a><![CDATA[", "x"),
                endless("zeros without end", "", "\u0000"));
    }
}
