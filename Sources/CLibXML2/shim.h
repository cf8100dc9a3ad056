// Debian builds libxml2 with ICU, whose headers collide with Foundation's ICU module: the feature is switched off
// for the declarations only.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
