// Debian builds libxml2 with ICU, whose headers collide with Foundation's ICU module: the feature is switched off
// for the declarations only.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
#include <libxml/encoding.h>
#include <libxml/xmlerror.h>

// What libxml2 would print when it has no parser to blame. Variadic functions cannot be written in Swift.
static void casefile_xml_say_nothing(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

// Nothing outside the bytes handed over is ever loaded.
static xmlParserInputPtr casefile_xml_load_nothing(const char *url, const char *id, xmlParserCtxtPtr context) {
    (void)url;
    (void)id;
    (void)context;
    return NULL;
}

// Once per process. Feeds from China label GBK text as GB2312; GB18030 contains both.
static inline void casefile_xml_set_up(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(casefile_xml_load_nothing);
    xmlAddEncodingAlias("GB18030", "GB2312");
    xmlAddEncodingAlias("GB18030", "GBK");
    xmlAddEncodingAlias("GB18030", "CP936");
}

// Around each call of the parser: errors of character conversion do not know their parser, they go to the thread's
// handler, which would print them.
static inline void casefile_xml_listen(void *context, xmlStructuredErrorFunc handler) {
    xmlSetStructuredErrorFunc(context, handler);
    xmlSetGenericErrorFunc(NULL, casefile_xml_say_nothing);
}

static inline void casefile_xml_stop_listening(void) {
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetGenericErrorFunc(NULL, NULL);
}
