// SPDX-License-Identifier: GPL-2.0
/*
 * vkrun DEVICE JOBS OUT [TEST...]: compute shaders on the Vulkan device in whose name DEVICE
 * is. JOBS, which "jobs" writes, says what tests there are; files that it names are in its
 * directory. What the buffers of a test hold in the end goes to the file OUT/TEST, unless the
 * device's compiler refused a shader; its name and the milliseconds it took go to standard
 * output.
 *
 * The lines of JOBS, by their first word; numbers of buffers, bindings and shaders count
 * from 0 in each test:
 *
 *	test NAME
 *	buffer WORDS FILE		FILE: what it holds at first
 *	bind storage|uniform BUFFER	the next binding of set 0
 *	spec ID WORD			for all shaders that follow
 *	shader FILE			SPIR-V
 *	push WORD...			for all dispatches that follow
 *	dispatch SHADER X Y Z
 *	base SHADER X Y Z W H D		W * H * D groups, the first of which is X, Y, Z
 *	indirect SHADER BUFFER OFFSET
 *	barrier				shaders after it see what those before it wrote
 *	submit				wait for all this, then go on
 *	end
 *
 * A line "robust" before the first test has accesses out of bounds checked.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vulkan/vulkan.h>

#define MAX_BUFFERS	8
#define MAX_SHADERS	8
#define MAX_SPECS	8
#define MAX_PUSH	32	/* 128 bytes, which all devices have */
#define FENCE_NS	(300 * 1000000000ULL)

struct buffer {
	VkBuffer buffer;
	VkDeviceMemory memory;
	uint32_t *data;
	size_t bytes;
};

struct test {
	char name[64];
	struct buffer buffers[MAX_BUFFERS];
	unsigned int num_buffers;
	struct {
		VkDescriptorType type;
		unsigned int buffer;
	} binds[MAX_BUFFERS];
	unsigned int num_binds;
	VkSpecializationMapEntry spec_entries[MAX_SPECS];
	uint32_t specs[MAX_SPECS];
	unsigned int num_specs;
	VkShaderModule modules[MAX_SHADERS];
	VkPipeline pipelines[MAX_SHADERS];
	unsigned int num_shaders;
	VkDescriptorSetLayout set_layout;
	VkPipelineLayout layout;
	VkDescriptorPool descriptor_pool;
	VkDescriptorSet set;
	VkCommandPool pool;
	VkCommandBuffer commands;
	bool recording;
	bool refused;
	struct timespec start;
};

static VkInstance instance;
static VkPhysicalDevice physical;
static VkDevice device;
static VkQueue queue;
static uint32_t family;
static const char *directory;
static bool robust;

static void die(const char *what)
{
	fprintf(stderr, "vkrun: %s\n", what);
	exit(1);
}

static void check(VkResult result, const char *what)
{
	if (result == VK_SUCCESS)
		return;
	fprintf(stderr, "vkrun: %s: %d\n", what, result);
	exit(1);
}

static void *read_file(const char *name, size_t *size)
{
	char path[512];
	FILE *file;
	void *data;
	long end;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END))
		die(path);
	end = ftell(file);
	if (end < 0)
		die(path);
	rewind(file);
	data = malloc(end + 1);
	if (!data || fread(data, 1, end, file) != (size_t)end)
		die(path);
	fclose(file);
	*size = end;
	return data;
}

static void choose_device(const char *name)
{
	const VkApplicationInfo application = {
		.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
		.apiVersion = VK_API_VERSION_1_2,
	};
	const VkInstanceCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
		.pApplicationInfo = &application,
	};
	VkPhysicalDeviceProperties properties;
	VkPhysicalDevice devices[8];
	uint32_t count = 8, i;

	check(vkCreateInstance(&info, NULL, &instance), "vkCreateInstance");
	check(vkEnumeratePhysicalDevices(instance, &count, devices), "vkEnumeratePhysicalDevices");
	for (i = 0; i < count; i++) {
		vkGetPhysicalDeviceProperties(devices[i], &properties);
		if (strstr(properties.deviceName, name)) {
			physical = devices[i];
			printf("# %s\n", properties.deviceName);
			return;
		}
	}
	die("no such device");
}

/* With all the device has, but for bounds checks, which nobody would pay for unasked. */
static void create_device(void)
{
	VkPhysicalDeviceVulkan12Features features12 = {
		.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES,
	};
	VkPhysicalDeviceVulkan11Features features11 = {
		.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES,
		.pNext = &features12,
	};
	VkPhysicalDeviceFeatures2 features = {
		.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
		.pNext = &features11,
	};
	const float priority = 1;
	VkDeviceQueueCreateInfo queues = {
		.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
		.queueCount = 1,
		.pQueuePriorities = &priority,
	};
	const VkDeviceCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
		.pNext = &features,
		.queueCreateInfoCount = 1,
		.pQueueCreateInfos = &queues,
	};
	VkQueueFamilyProperties families[8];
	uint32_t count = 8;

	vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families);
	for (family = 0; family < count; family++)
		if (families[family].queueFlags & VK_QUEUE_COMPUTE_BIT)
			break;
	if (family == count)
		die("no queue for compute shaders");
	queues.queueFamilyIndex = family;
	vkGetPhysicalDeviceFeatures2(physical, &features);
	features.features.robustBufferAccess = robust;
	check(vkCreateDevice(physical, &info, NULL, &device), "vkCreateDevice");
	vkGetDeviceQueue(device, family, 0, &queue);
}

static uint32_t memory_type(uint32_t allowed)
{
	const VkMemoryPropertyFlags wanted = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
					     VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
	VkPhysicalDeviceMemoryProperties properties;
	uint32_t i;

	vkGetPhysicalDeviceMemoryProperties(physical, &properties);
	for (i = 0; i < properties.memoryTypeCount; i++)
		if (allowed >> i & 1 &&
		    (properties.memoryTypes[i].propertyFlags & wanted) == wanted)
			return i;
	die("no memory that both see");
	return 0;
}

static void add_buffer(struct test *t, size_t words, const char *name)
{
	const VkBufferCreateInfo info = {
		.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
		.size = words * 4,
		.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT |
			 VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT,
	};
	VkMemoryAllocateInfo allocate = { .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO };
	VkMemoryRequirements needs;
	struct buffer *b;
	size_t size;
	void *data;

	if (t->num_buffers == MAX_BUFFERS)
		die("too many buffers");
	b = &t->buffers[t->num_buffers++];
	b->bytes = words * 4;
	check(vkCreateBuffer(device, &info, NULL, &b->buffer), "vkCreateBuffer");
	vkGetBufferMemoryRequirements(device, b->buffer, &needs);
	allocate.allocationSize = needs.size;
	allocate.memoryTypeIndex = memory_type(needs.memoryTypeBits);
	check(vkAllocateMemory(device, &allocate, NULL, &b->memory), "vkAllocateMemory");
	check(vkBindBufferMemory(device, b->buffer, b->memory, 0), "vkBindBufferMemory");
	check(vkMapMemory(device, b->memory, 0, VK_WHOLE_SIZE, 0, (void **)&b->data),
	      "vkMapMemory");
	data = read_file(name, &size);
	if (size != b->bytes)
		die("a buffer of another size than its file");
	memcpy(b->data, data, size);
	free(data);
}

static void add_bind(struct test *t, const char *type, unsigned int buffer)
{
	if (t->num_binds == MAX_BUFFERS || buffer >= t->num_buffers)
		die("too many bindings, or no such buffer");
	t->binds[t->num_binds].type = strcmp(type, "uniform") ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER :
				      VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER;
	t->binds[t->num_binds++].buffer = buffer;
}

static void add_spec(struct test *t, uint32_t id, uint32_t word)
{
	unsigned int n = t->num_specs++;

	if (n == MAX_SPECS)
		die("too many constants");
	t->specs[n] = word;
	t->spec_entries[n].constantID = id;
	t->spec_entries[n].offset = 4 * n;
	t->spec_entries[n].size = 4;
}

/* Layouts and descriptors, once all bindings are known */
static void make_layouts(struct test *t)
{
	const VkPushConstantRange push = {
		.stageFlags = VK_SHADER_STAGE_COMPUTE_BIT,
		.size = MAX_PUSH * 4,
	};
	const VkDescriptorPoolSize sizes[] = {
		{ VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, MAX_BUFFERS },
		{ VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, MAX_BUFFERS },
	};
	const VkDescriptorPoolCreateInfo pool = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
		.maxSets = 1,
		.poolSizeCount = 2,
		.pPoolSizes = sizes,
	};
	VkDescriptorSetLayoutBinding bindings[MAX_BUFFERS] = { 0 };
	VkDescriptorSetLayoutCreateInfo set_layout = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
		.bindingCount = t->num_binds,
		.pBindings = bindings,
	};
	VkPipelineLayoutCreateInfo layout = {
		.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
		.setLayoutCount = 1,
		.pSetLayouts = &t->set_layout,
		.pushConstantRangeCount = 1,
		.pPushConstantRanges = &push,
	};
	VkDescriptorSetAllocateInfo allocate = {
		.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
		.descriptorSetCount = 1,
		.pSetLayouts = &t->set_layout,
	};
	VkDescriptorBufferInfo infos[MAX_BUFFERS] = { 0 };
	VkWriteDescriptorSet writes[MAX_BUFFERS] = { 0 };
	unsigned int i;

	for (i = 0; i < t->num_binds; i++) {
		bindings[i].binding = i;
		bindings[i].descriptorType = t->binds[i].type;
		bindings[i].descriptorCount = 1;
		bindings[i].stageFlags = VK_SHADER_STAGE_COMPUTE_BIT;
	}
	check(vkCreateDescriptorSetLayout(device, &set_layout, NULL, &t->set_layout),
	      "vkCreateDescriptorSetLayout");
	check(vkCreatePipelineLayout(device, &layout, NULL, &t->layout), "vkCreatePipelineLayout");
	check(vkCreateDescriptorPool(device, &pool, NULL, &t->descriptor_pool),
	      "vkCreateDescriptorPool");
	allocate.descriptorPool = t->descriptor_pool;
	check(vkAllocateDescriptorSets(device, &allocate, &t->set), "vkAllocateDescriptorSets");
	for (i = 0; i < t->num_binds; i++) {
		infos[i].buffer = t->buffers[t->binds[i].buffer].buffer;
		infos[i].range = VK_WHOLE_SIZE;
		writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
		writes[i].dstSet = t->set;
		writes[i].dstBinding = i;
		writes[i].descriptorCount = 1;
		writes[i].descriptorType = t->binds[i].type;
		writes[i].pBufferInfo = &infos[i];
	}
	vkUpdateDescriptorSets(device, t->num_binds, writes, 0, NULL);
}

static void add_shader(struct test *t, const char *name)
{
	const VkSpecializationInfo special = {
		.mapEntryCount = t->num_specs,
		.pMapEntries = t->spec_entries,
		.dataSize = sizeof(t->specs),
		.pData = t->specs,
	};
	VkShaderModuleCreateInfo module = {
		.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
	};
	VkComputePipelineCreateInfo pipeline = {
		.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
		.flags = VK_PIPELINE_CREATE_DISPATCH_BASE,
		.stage = {
			.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
			.stage = VK_SHADER_STAGE_COMPUTE_BIT,
			.pName = "main",
			.pSpecializationInfo = &special,
		},
	};
	unsigned int n = t->num_shaders++;
	VkResult result;
	void *code;

	if (n == MAX_SHADERS)
		die("too many shaders");
	if (!t->layout)
		make_layouts(t);
	code = read_file(name, &module.codeSize);
	module.pCode = code;
	check(vkCreateShaderModule(device, &module, NULL, &t->modules[n]), "vkCreateShaderModule");
	free(code);
	pipeline.stage.module = t->modules[n];
	pipeline.layout = t->layout;
	result = vkCreateComputePipelines(device, VK_NULL_HANDLE, 1, &pipeline, NULL,
					  &t->pipelines[n]);
	if (result != VK_SUCCESS) {
		fprintf(stderr, "vkrun: %s: vkCreateComputePipelines: %d\n", t->name, result);
		t->refused = true;
	}
}

static void record(struct test *t)
{
	const VkCommandPoolCreateInfo pool = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
		.queueFamilyIndex = family,
		.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
	};
	VkCommandBufferAllocateInfo allocate = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
		.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
		.commandBufferCount = 1,
	};
	const VkCommandBufferBeginInfo begin = {
		.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
	};

	if (t->recording)
		return;
	if (!t->commands) {
		check(vkCreateCommandPool(device, &pool, NULL, &t->pool), "vkCreateCommandPool");
		allocate.commandPool = t->pool;
		check(vkAllocateCommandBuffers(device, &allocate, &t->commands),
		      "vkAllocateCommandBuffers");
	}
	check(vkBeginCommandBuffer(t->commands, &begin), "vkBeginCommandBuffer");
	vkCmdBindDescriptorSets(t->commands, VK_PIPELINE_BIND_POINT_COMPUTE, t->layout, 0, 1,
				&t->set, 0, NULL);
	t->recording = true;
}

static void use_shader(struct test *t, unsigned int shader)
{
	if (shader >= t->num_shaders)
		die("no such shader");
	record(t);
	vkCmdBindPipeline(t->commands, VK_PIPELINE_BIND_POINT_COMPUTE, t->pipelines[shader]);
}

static void add_barrier(struct test *t, VkPipelineStageFlags stage, VkAccessFlags access)
{
	const VkMemoryBarrier barrier = {
		.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
		.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT,
		.dstAccessMask = access,
	};

	record(t);
	vkCmdPipelineBarrier(t->commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, stage, 0, 1,
			     &barrier, 0, NULL, 0, NULL);
}

static void add_push(struct test *t, char *words)
{
	uint32_t push[MAX_PUSH];
	unsigned int n = 0;
	char *word;

	while ((word = strtok_r(words, " ", &words)) && n < MAX_PUSH)
		push[n++] = strtoul(word, NULL, 0);
	record(t);
	vkCmdPushConstants(t->commands, t->layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 4 * n, push);
}

static void submit(struct test *t)
{
	const VkFenceCreateInfo info = { .sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO };
	VkSubmitInfo work = {
		.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
		.commandBufferCount = 1,
		.pCommandBuffers = &t->commands,
	};
	VkFence fence;

	if (!t->recording)
		return;
	add_barrier(t, VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
	check(vkEndCommandBuffer(t->commands), "vkEndCommandBuffer");
	check(vkCreateFence(device, &info, NULL, &fence), "vkCreateFence");
	check(vkQueueSubmit(queue, 1, &work, fence), "vkQueueSubmit");
	check(vkWaitForFences(device, 1, &fence, VK_TRUE, FENCE_NS), "vkWaitForFences");
	vkDestroyFence(device, fence, NULL);
	t->recording = false;
}

static void write_results(const struct test *t, const char *out)
{
	char path[512];
	unsigned int i;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", out, t->name);
	file = fopen(path, "wb");
	if (!file)
		die(path);
	for (i = 0; i < t->num_buffers; i++)
		if (fwrite(t->buffers[i].data, 1, t->buffers[i].bytes, file) != t->buffers[i].bytes)
			die(path);
	if (fclose(file))
		die(path);
}

static void end_test(struct test *t)
{
	struct timespec now;
	unsigned int i;

	for (i = 0; i < t->num_shaders; i++) {
		vkDestroyPipeline(device, t->pipelines[i], NULL);
		vkDestroyShaderModule(device, t->modules[i], NULL);
	}
	vkDestroyCommandPool(device, t->pool, NULL);
	vkDestroyDescriptorPool(device, t->descriptor_pool, NULL);
	vkDestroyPipelineLayout(device, t->layout, NULL);
	vkDestroyDescriptorSetLayout(device, t->set_layout, NULL);
	for (i = 0; i < t->num_buffers; i++) {
		vkDestroyBuffer(device, t->buffers[i].buffer, NULL);
		vkFreeMemory(device, t->buffers[i].memory, NULL);
	}
	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%s %lld\n", t->name, (now.tv_sec - t->start.tv_sec) * 1000LL +
	       (now.tv_nsec - t->start.tv_nsec) / 1000000);
	fflush(stdout);
}

/* False: there is no such line. */
static bool run_line(struct test *t, char *line)
{
	unsigned int a, b, c, d, e, f, g;
	char name[256];

	if (sscanf(line, "buffer %u %255s", &a, name) == 2) {
		add_buffer(t, a, name);
	} else if (sscanf(line, "bind %255s %u", name, &a) == 2) {
		add_bind(t, name, a);
	} else if (sscanf(line, "spec %u %u", &a, &b) == 2) {
		add_spec(t, a, b);
	} else if (sscanf(line, "shader %255s", name) == 1) {
		add_shader(t, name);
	} else if (!strncmp(line, "push ", 5)) {
		add_push(t, line + 5);
	} else if (sscanf(line, "dispatch %u %u %u %u", &a, &b, &c, &d) == 4) {
		use_shader(t, a);
		vkCmdDispatch(t->commands, b, c, d);
	} else if (sscanf(line, "base %u %u %u %u %u %u %u", &a, &b, &c, &d, &e, &f, &g) == 7) {
		use_shader(t, a);
		vkCmdDispatchBase(t->commands, b, c, d, e, f, g);
	} else if (sscanf(line, "indirect %u %u %u", &a, &b, &c) == 3 && b < t->num_buffers) {
		use_shader(t, a);
		vkCmdDispatchIndirect(t->commands, t->buffers[b].buffer, c);
	} else if (!strcmp(line, "barrier")) {
		add_barrier(t, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
			    VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT,
			    VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT |
			    VK_ACCESS_UNIFORM_READ_BIT | VK_ACCESS_INDIRECT_COMMAND_READ_BIT);
	} else if (!strcmp(line, "submit")) {
		submit(t);
	} else {
		return false;
	}
	return true;
}

static bool wanted(const char *name, int count, char **names)
{
	int i;

	for (i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return !count;
}

int main(int argc, char **argv)
{
	struct test test = { 0 };
	bool skip = true;
	char line[1024];
	char *slash;
	FILE *jobs;

	if (argc < 4)
		die("usage: vkrun DEVICE JOBS OUT [TEST...]");
	jobs = fopen(argv[2], "r");
	if (!jobs)
		die(argv[2]);
	slash = strrchr(argv[2], '/');
	if (slash)
		*slash = 0;
	directory = slash ? argv[2] : ".";
	choose_device(argv[1]);
	while (fgets(line, sizeof(line), jobs)) {
		line[strcspn(line, "\n")] = 0;
		if (!strcmp(line, "robust")) {
			robust = true;
		} else if (!strncmp(line, "test ", 5)) {
			if (!device)
				create_device();
			memset(&test, 0, sizeof(test));
			snprintf(test.name, sizeof(test.name), "%.63s", line + 5);
			clock_gettime(CLOCK_MONOTONIC, &test.start);
			skip = !wanted(test.name, argc - 4, argv + 4);
		} else if (!strcmp(line, "end")) {
			if (skip)
				continue;
			if (!test.refused) {
				submit(&test);
				write_results(&test, argv[3]);
			}
			end_test(&test);
		} else if (!skip && !test.refused && !run_line(&test, line)) {
			die(line);
		}
	}
	vkDestroyDevice(device, NULL);
	vkDestroyInstance(instance, NULL);
	return 0;
}
