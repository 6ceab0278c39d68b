/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * V3D 7.1 of a Raspberry Pi 5 as a device of QEMU's machine "virt": registers as the v3d
 * driver of Linux uses them, with the model of its compute side behind them. Command lists
 * complete without doing anything.
 *
 * A dispatch runs at once when CFG0 is written, and completes after the time that the model
 * says it would take, by the virtual clock: use -icount.
 */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "qemu/error-report.h"
#include "qapi/error.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "v3d.h"

#define TYPE_V3D71 "v3d71"
OBJECT_DECLARE_SIMPLE_TYPE(V3D71State, V3D71)

/* Where the parts are in the one region that the bus has for a device */
#define HUB_BASE		0x0
#define HUB_SIZE		0x4000
#define BRIDGE_BASE		0x4000
#define BRIDGE_SIZE		0x100
#define CORE_BASE		0x8000
#define CORE_SIZE		0x6000
#define SMS_BASE		0x30800
#define SMS_SIZE		0x700
#define V3D71_SIZE		0x31000

#define HUB_UIFCFG		0x04
#define HUB_IDENT1		0x0c
#define HUB_IDENT2		0x10
#define HUB_IDENT3		0x14
#define HUB_GMP_STATUS		0x600
#define HUB_TFU_ICFG		0x708
#define HUB_MMUC_CONTROL	0x1000
#define HUB_MMU_CTL		0x1200
#define HUB_MMU_PT_PA_BASE	0x1204
#define HUB_MMU_VIO_ID		0x122c
#define HUB_MMU_ILLEGAL_ADDR	0x1230
#define HUB_MMU_VIO_ADDR	0x1234
#define HUB_MMU_DEBUG_INFO	0x1238

#define CORE_IDENT0		0x00
#define CORE_IDENT1		0x04
#define CORE_IDENT2		0x08
#define CORE_SLCACTL		0x24
#define CORE_L2TCACTL		0x30
#define CORE_CT0QEA		0x168
#define CORE_CT1QEA		0x16c
#define CORE_CSD_STATUS		0x900
#define CORE_CSD_QUEUED_CFG0	0x930
#define CORE_CSD_CURRENT_CFG0	0x958
#define CORE_CSD_CURRENT_CFG4	0x968
#define CORE_ERR_STAT		0xf20

#define BRIDGE_REVISION		0x00
#define BRIDGE_SW_INIT_1	0x0c

#define SMS_REE_CS		0x000
#define SMS_TEE_CS		0x400
#define SMS_STATE_IDLE		0x0
#define SMS_STATE_OFF		0xd

/* Interrupts of both parts: status, set, clear, masked, mask, unmask */
#define INT_STS			0x50
#define INT_SET			0x54
#define INT_CLR			0x58
#define INT_MSK_STS		0x5c
#define INT_MSK_SET		0x60
#define INT_MSK_CLR		0x64

#define HUB_INT_TFUC		(1 << 1)
#define HUB_INT_MMU_PTI		(1 << 4)
#define HUB_INT_MMU_WRV		(1 << 5)
#define CORE_INT_FRDONE		(1 << 0)
#define CORE_INT_FLDONE		(1 << 1)
#define CORE_INT_CSDDONE	(1 << 6)

#define MMU_CTL_ENABLE		(1 << 0)
#define MMU_CTL_TLB_CLEAR	(1 << 2)
/* Violations, cleared by writing 1 */
#define MMU_CTL_STATES		((1u << 27) | (1 << 20) | (1 << 12))

#define CL_TIME_NS		2000

typedef struct V3D71Int {
    uint32_t status;
    uint32_t masked;
    qemu_irq irq;
} V3D71Int;

struct V3D71State {
    SysBusDevice parent_obj;

    MemoryRegion container, hub, bridge, core, sms;
    V3D71Int hub_int, core_int;
    QEMUTimer *csd_timer, *bin_timer, *render_timer;
    struct v3d *model;

    uint32_t hub_regs[HUB_SIZE / 4];
    uint32_t core_regs[CORE_SIZE / 4];
    uint32_t bridge_regs[BRIDGE_SIZE / 4];
    uint32_t sms_regs[SMS_SIZE / 4];
    uint32_t tee_state;
    uint32_t current_cfg[V3D_CSD_WORDS];
    bool csd_active;
    int64_t csd_start, csd_end;
    uint32_t completed;
    uint64_t dispatches, tfu_jobs;

    /* properties */
    bool strict, caches;
    uint64_t seed;
    uint32_t hang_every, fault_every, lose_every, tfu_hang_every;
    uint64_t slow;
    uint32_t core_mask_at_reset;
    char *trace;
    FILE *trace_file;
};

static void v3d71_update_irq(V3D71Int *i)
{
    qemu_set_irq(i->irq, (i->status & ~i->masked) != 0);
}

static void v3d71_raise(V3D71Int *i, uint32_t bits)
{
    i->status |= bits;
    v3d71_update_irq(i);
}

/* Whether the register was one of them */
static bool v3d71_int_read(V3D71Int *i, hwaddr addr, uint64_t *value)
{
    switch (addr) {
    case INT_STS:
        *value = i->status;
        return true;
    case INT_MSK_STS:
        *value = i->masked;
        return true;
    }
    return false;
}

static bool v3d71_int_write(V3D71Int *i, hwaddr addr, uint32_t value)
{
    switch (addr) {
    case INT_SET:
        i->status |= value;
        break;
    case INT_CLR:
        i->status &= ~value;
        break;
    case INT_MSK_SET:
        i->masked |= value;
        break;
    case INT_MSK_CLR:
        i->masked &= ~value;
        break;
    default:
        return false;
    }
    v3d71_update_irq(i);
    return true;
}

/* Callbacks of the model */

static void *v3d71_page(void *opaque, uint64_t pa)
{
    MemoryRegionSection section;
    uint8_t *host = NULL;

    section = memory_region_find(get_system_memory(), pa, V3D_PAGE_SIZE);
    if (!section.mr) {
        return NULL;
    }
    if (memory_region_is_ram(section.mr) &&
        int128_get64(section.size) == V3D_PAGE_SIZE) {
        host = memory_region_get_ram_ptr(section.mr);
        host += section.offset_within_region;
        /* what was translated from it may be written to now */
        memory_region_set_dirty(section.mr, section.offset_within_region,
                                V3D_PAGE_SIZE);
    }
    memory_region_unref(section.mr);
    return host;
}

static void v3d71_fault(void *opaque, uint32_t va, enum v3d_fault fault)
{
    V3D71State *s = opaque;

    s->hub_regs[HUB_MMU_VIO_ADDR / 4] = va;
    s->hub_regs[HUB_MMU_VIO_ID / 4] = 0;    /* L2T */
    qemu_log_mask(LOG_GUEST_ERROR, "v3d71: fault at 0x%08x%s\n", va,
                  fault == V3D_FAULT_WRITE ? ", write" : "");
    v3d71_raise(&s->hub_int, fault == V3D_FAULT_WRITE ? HUB_INT_MMU_WRV :
                HUB_INT_MMU_PTI);
}

static void v3d71_report(void *opaque, const char *text)
{
    error_report("v3d71: %s", text);
}

static const struct v3d_callbacks v3d71_callbacks = {
    .page = v3d71_page,
    .fault = v3d71_fault,
    .report = v3d71_report,
};

static void v3d71_set_mmu(V3D71State *s)
{
    uint32_t illegal = s->hub_regs[HUB_MMU_ILLEGAL_ADDR / 4];

    v3d_set_page_table(s->model, s->hub_regs[HUB_MMU_CTL / 4] & MMU_CTL_ENABLE,
                       (uint64_t)s->hub_regs[HUB_MMU_PT_PA_BASE / 4] << 12,
                       illegal >> 31 ? (uint64_t)(illegal & 0x7fffffff) << 12 : 0);
}

/* The compute shader dispatcher */

static void v3d71_csd_done(void *opaque)
{
    V3D71State *s = opaque;

    if (!s->csd_active) {
        return;
    }
    s->csd_active = false;
    s->completed++;
    if (s->lose_every && s->dispatches % s->lose_every == 0) {
        return;
    }
    v3d71_raise(&s->core_int, CORE_INT_CSDDONE);
}

static void v3d71_csd_start(V3D71State *s)
{
    int64_t now = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);

    if (s->csd_active) {
        error_report("v3d71: a dispatch while one is running");
        return;
    }
    memcpy(s->current_cfg, &s->core_regs[CORE_CSD_QUEUED_CFG0 / 4],
           sizeof(s->current_cfg));
    s->csd_active = true;
    s->csd_start = now;
    s->csd_end = INT64_MAX;
    s->dispatches++;
    if (s->hang_every && s->dispatches % s->hang_every == 0) {
        return;
    }
    if (s->fault_every && s->dispatches % s->fault_every == 0) {
        v3d71_fault(s, 0, V3D_FAULT_INVALID);
        return;
    }
    v3d_start(s->model, s->current_cfg);
    while (v3d_step(s->model, 1 << 20) == V3D_RUNNING) {
        continue;
    }
    if (v3d_state(s->model) != V3D_DONE) {
        return;
    }
    s->csd_end = now + v3d_time_ns(s->model) * s->slow;
    timer_mod(s->csd_timer, s->csd_end);
}

/* Batches still to do, as if they ended one after another in the time it takes */
static uint32_t v3d71_csd_left(V3D71State *s)
{
    int64_t now = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    uint32_t batches = s->current_cfg[4];

    if (!s->csd_active) {
        return 0;
    }
    if (s->csd_end == INT64_MAX || now <= s->csd_start) {
        return batches;
    }
    if (now >= s->csd_end) {
        return 1;
    }
    return MAX(1, muldiv64(batches, s->csd_end - now, s->csd_end - s->csd_start));
}

static void v3d71_bin_done(void *opaque)
{
    V3D71State *s = opaque;

    v3d71_raise(&s->core_int, CORE_INT_FLDONE);
}

static void v3d71_render_done(void *opaque)
{
    V3D71State *s = opaque;

    v3d71_raise(&s->core_int, CORE_INT_FRDONE);
}

/* What the bridge's and SMS's resets do: whatever was going on will not complete. */
static void v3d71_stop(V3D71State *s)
{
    timer_del(s->csd_timer);
    timer_del(s->bin_timer);
    timer_del(s->render_timer);
    s->csd_active = false;
    s->hub_int.status = 0;
    s->hub_int.masked = ~0u;
    s->core_int.status = 0;
    s->core_int.masked = s->core_mask_at_reset;
    v3d71_update_irq(&s->hub_int);
    v3d71_update_irq(&s->core_int);
    memset(s->hub_regs, 0, sizeof(s->hub_regs));
    memset(s->core_regs, 0, sizeof(s->core_regs));
    v3d_reset(s->model);
    v3d71_set_mmu(s);
}

/* Registers */

static uint64_t v3d71_hub_read(void *opaque, hwaddr addr, unsigned size)
{
    V3D71State *s = opaque;
    uint64_t value;

    if (v3d71_int_read(&s->hub_int, addr, &value)) {
        return value;
    }
    switch (addr) {
    case HUB_UIFCFG:
        return 0x45;
    case HUB_IDENT1:
        return 0x00081117;
    case HUB_IDENT2:
        return 0x1900;
    case HUB_IDENT3:
        return 0x0700;
    case HUB_MMU_DEBUG_INFO:
        return 0x621;
    case HUB_MMUC_CONTROL:
        return s->hub_regs[addr / 4] & 1;
    case HUB_MMU_CTL:
        return s->hub_regs[addr / 4] & ~(uint32_t)(MMU_CTL_TLB_CLEAR | MMU_CTL_STATES);
    case HUB_GMP_STATUS:
        return 0;
    }
    return s->hub_regs[addr / 4];
}

static void v3d71_hub_write(void *opaque, hwaddr addr, uint64_t value, unsigned size)
{
    V3D71State *s = opaque;

    if (v3d71_int_write(&s->hub_int, addr, value)) {
        return;
    }
    s->hub_regs[addr / 4] = value;
    switch (addr) {
    case HUB_MMUC_CONTROL:
        v3d_drop_translations(s->model);
        break;
    case HUB_MMU_CTL:
    case HUB_MMU_PT_PA_BASE:
    case HUB_MMU_ILLEGAL_ADDR:
        v3d71_set_mmu(s);
        break;
    case HUB_TFU_ICFG:
        s->tfu_jobs++;
        if (!s->tfu_hang_every || s->tfu_jobs % s->tfu_hang_every) {
            v3d71_raise(&s->hub_int, HUB_INT_TFUC);
        }
        break;
    }
}

static uint64_t v3d71_core_read(void *opaque, hwaddr addr, unsigned size)
{
    V3D71State *s = opaque;
    uint64_t value;

    if (v3d71_int_read(&s->core_int, addr, &value)) {
        return value;
    }
    switch (addr) {
    case CORE_IDENT0:
        return 0x07443356;
    case CORE_IDENT1:
        return 0x81001431;
    case CORE_IDENT2:
        return 0xc0078101;
    case CORE_L2TCACTL:     /* done at once */
    case CORE_SLCACTL:
    case CORE_ERR_STAT:
        return 0;
    case CORE_CSD_STATUS:
        return s->csd_active << 1 | (s->completed & 0xff) << 4;
    case CORE_CSD_CURRENT_CFG4:
        return v3d71_csd_left(s);
    }
    if (addr >= CORE_CSD_CURRENT_CFG0 &&
        addr < CORE_CSD_CURRENT_CFG0 + 4 * V3D_CSD_WORDS) {
        return s->current_cfg[(addr - CORE_CSD_CURRENT_CFG0) / 4];
    }
    return s->core_regs[addr / 4];
}

static void v3d71_l2t(V3D71State *s, uint32_t value)
{
    if (!(value & 1)) {
        return;     /* the write combiner alone: the model has none */
    }
    switch (value >> 1 & 3) {
    case 0:
        v3d_flush(s->model);
        break;
    case 1:
        v3d_drop_l2t(s->model);
        break;
    case 2:
        v3d_clean(s->model);
        break;
    }
}

static void v3d71_core_write(void *opaque, hwaddr addr, uint64_t value, unsigned size)
{
    V3D71State *s = opaque;
    int64_t now = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);

    if (v3d71_int_write(&s->core_int, addr, value)) {
        return;
    }
    s->core_regs[addr / 4] = value;
    switch (addr) {
    case CORE_SLCACTL:
        v3d_drop_slices(s->model);
        break;
    case CORE_L2TCACTL:
        v3d71_l2t(s, value);
        break;
    case CORE_CT0QEA:
        timer_mod(s->bin_timer, now + CL_TIME_NS);
        break;
    case CORE_CT1QEA:
        timer_mod(s->render_timer, now + CL_TIME_NS);
        break;
    case CORE_CSD_QUEUED_CFG0:
        v3d71_csd_start(s);
        break;
    }
}

static uint64_t v3d71_bridge_read(void *opaque, hwaddr addr, unsigned size)
{
    V3D71State *s = opaque;

    return addr == BRIDGE_REVISION ? 0x700 : s->bridge_regs[addr / 4];
}

static void v3d71_bridge_write(void *opaque, hwaddr addr, uint64_t value, unsigned size)
{
    V3D71State *s = opaque;

    s->bridge_regs[addr / 4] = value;
    if (addr == BRIDGE_SW_INIT_1 && value & 1) {
        v3d71_stop(s);
    }
}

static uint64_t v3d71_sms_read(void *opaque, hwaddr addr, unsigned size)
{
    V3D71State *s = opaque;

    switch (addr) {
    case SMS_TEE_CS:
        return s->tee_state;
    case SMS_REE_CS:
        return 0;
    }
    return s->sms_regs[addr / 4];
}

static void v3d71_sms_write(void *opaque, hwaddr addr, uint64_t value, unsigned size)
{
    V3D71State *s = opaque;

    s->sms_regs[addr / 4] = value;
    if (addr == SMS_TEE_CS && value & (1 << 29)) {
        s->tee_state = SMS_STATE_IDLE;
    }
    if (addr == SMS_TEE_CS && value & (1 << 30)) {
        s->tee_state = SMS_STATE_OFF;
        v3d71_stop(s);
    }
    if (addr == SMS_REE_CS && value & 4) {
        v3d71_stop(s);
    }
}

#define V3D71_OPS(name)                             \
static const MemoryRegionOps v3d71_##name##_ops = { \
    .read = v3d71_##name##_read,                    \
    .write = v3d71_##name##_write,                  \
    .endianness = DEVICE_LITTLE_ENDIAN,             \
    .impl = { .min_access_size = 4, .max_access_size = 4 }, \
}

V3D71_OPS(hub);
V3D71_OPS(core);
V3D71_OPS(bridge);
V3D71_OPS(sms);

static void v3d71_part(V3D71State *s, MemoryRegion *part, const MemoryRegionOps *ops,
                       const char *name, hwaddr base, uint64_t size)
{
    memory_region_init_io(part, OBJECT(s), ops, s, name, size);
    memory_region_add_subregion(&s->container, base, part);
}

static void v3d71_realize(DeviceState *dev, Error **errp)
{
    V3D71State *s = V3D71(dev);
    struct v3d_options options = {
        .strict = s->strict,
        .caches = s->caches,
        .seed = s->seed,
    };

    if (s->trace) {
        s->trace_file = fopen(s->trace, "w");
        if (!s->trace_file) {
            error_setg_errno(errp, errno, "%s", s->trace);
            return;
        }
        options.trace = s->trace_file;
    }
    s->model = v3d_new(&v3d71_callbacks, s, &options);
    if (!s->model) {
        error_setg(errp, "no memory for the model");
        return;
    }
    memory_region_init(&s->container, OBJECT(s), "v3d71", V3D71_SIZE);
    v3d71_part(s, &s->hub, &v3d71_hub_ops, "v3d71-hub", HUB_BASE, HUB_SIZE);
    v3d71_part(s, &s->bridge, &v3d71_bridge_ops, "v3d71-bridge", BRIDGE_BASE, BRIDGE_SIZE);
    v3d71_part(s, &s->core, &v3d71_core_ops, "v3d71-core", CORE_BASE, CORE_SIZE);
    v3d71_part(s, &s->sms, &v3d71_sms_ops, "v3d71-sms", SMS_BASE, SMS_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->container);
    sysbus_init_irq(SYS_BUS_DEVICE(dev), &s->hub_int.irq);
    sysbus_init_irq(SYS_BUS_DEVICE(dev), &s->core_int.irq);
    s->csd_timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, v3d71_csd_done, s);
    s->bin_timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, v3d71_bin_done, s);
    s->render_timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, v3d71_render_done, s);
}

static void v3d71_reset(DeviceState *dev)
{
    V3D71State *s = V3D71(dev);

    s->tee_state = SMS_STATE_OFF;
    s->completed = 0;
    s->dispatches = 0;
    s->tfu_jobs = 0;
    memset(s->bridge_regs, 0, sizeof(s->bridge_regs));
    memset(s->sms_regs, 0, sizeof(s->sms_regs));
    v3d71_stop(s);
}

/*
 * hang, fault and lose: every n-th dispatch never ends, faults and never ends, or ends
 * without an interrupt. tfu-hang: every n-th job of the TFU never ends. slow: how many times
 * longer dispatches take. core-mask: interrupts of the core that are masked after a reset.
 */
static Property v3d71_properties[] = {
    DEFINE_PROP_BOOL("strict", V3D71State, strict, false),
    DEFINE_PROP_BOOL("caches", V3D71State, caches, true),
    DEFINE_PROP_UINT64("seed", V3D71State, seed, 0),
    DEFINE_PROP_UINT32("hang", V3D71State, hang_every, 0),
    DEFINE_PROP_UINT32("fault", V3D71State, fault_every, 0),
    DEFINE_PROP_UINT32("lose", V3D71State, lose_every, 0),
    DEFINE_PROP_UINT32("tfu-hang", V3D71State, tfu_hang_every, 0),
    DEFINE_PROP_UINT64("slow", V3D71State, slow, 1),
    DEFINE_PROP_UINT32("core-mask", V3D71State, core_mask_at_reset, 0),
    DEFINE_PROP_STRING("trace", V3D71State, trace),
    DEFINE_PROP_END_OF_LIST(),
};

static void v3d71_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->desc = "Broadcom V3D 7.1, compute side";
    dc->realize = v3d71_realize;
    dc->reset = v3d71_reset;
    dc->user_creatable = true;
    device_class_set_props(dc, v3d71_properties);
    set_bit(DEVICE_CATEGORY_MISC, dc->categories);
}

static const TypeInfo v3d71_info = {
    .name = TYPE_V3D71,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(V3D71State),
    .class_init = v3d71_class_init,
};

static void v3d71_register_types(void)
{
    type_register_static(&v3d71_info);
}

type_init(v3d71_register_types)
