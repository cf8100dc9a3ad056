#include <yajl/yajl_parse.h>
#include <yajl/yajl_common.h>

/* yajl_config takes a variable argument list, which Swift does not import. */
static inline int casefile_yajl_switch_on(yajl_handle handle, yajl_option option) {
    return yajl_config(handle, option, 1);
}
