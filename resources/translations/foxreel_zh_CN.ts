<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Foxreel is free software under the MIT licence. What it stands on has licences of its own; a packaged app with PyAV inside is under the GPL 3 as a whole.</source>
        <translation>Foxreel 是自由软件，采用 MIT 许可证。它所用的组件各有许可证；内含 PyAV 的打包版整体适用 GPL 3。</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>文件位置</translation>
    </message>
    <message>
        <source>Jobs and settings</source>
        <translation>任务与设置</translation>
    </message>
    <message>
        <source>New clips</source>
        <translation>新视频</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>If something goes wrong</source>
        <translation>遇到问题时</translation>
    </message>
    <message>
        <source>Versions, settings, states of jobs and the end of the log, for whoever helps you. No keys, prompts or names are in it.</source>
        <translation>包含版本、设置、任务状态和日志末尾，供协助你的人参考；不含密钥、提示词和名称。</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Components and their licences</source>
        <translation>组件及其许可证</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Open the folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
</context>
<context>
    <name>Account</name>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Billed by the clip&apos;s real length once it is done</source>
        <translation>完成后按视频实际时长计费</translation>
    </message>
    <message>
        <source>FoxAPI does not say the price beforehand.</source>
        <translation>FoxAPI 未提供预估价格。</translation>
    </message>
    <message>
        <source>About {price}</source>
        <translation>约 {price}</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Reuse settings</source>
        <translation>沿用设置</translation>
    </message>
    <message>
        <source>Clear this up…</source>
        <translation>核实…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Last frame → next</source>
        <translation>末帧 → 下一段</translation>
    </message>
    <message>
        <source>Remix</source>
        <translation>改编</translation>
    </message>
    <message>
        <source>Make a character…</source>
        <translation>创建角色…</translation>
    </message>
    <message>
        <source>Use in prompt</source>
        <translation>用于提示词</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>淘汰</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>复制提示词</translation>
    </message>
    <message>
        <source>Copy task ID</source>
        <translation>复制任务 ID</translation>
    </message>
    <message>
        <source>Show raw answer</source>
        <translation>查看原始响应</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>AddTask</name>
    <message>
        <source>Add a clip by its task ID</source>
        <translation>用任务号添加视频</translation>
    </message>
    <message>
        <source>For a clip that was asked for elsewhere, with the same key. Foxreel follows it and fetches it; nothing is paid for that.</source>
        <translation>用于在别处用同一密钥创建的视频。Foxreel 会跟进并取回它，不另收费。</translation>
    </message>
    <message>
        <source>Asked of</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Clip goes to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>更改文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Where the clip goes</source>
        <translation>视频保存到哪里</translation>
    </message>
</context>
<context>
    <name>Address</name>
    <message>
        <source>Base URL</source>
        <translation>接口地址</translation>
    </message>
    <message>
        <source>https, or http on this computer only</source>
        <translation>使用 https；仅本机可用 http</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>The provider&apos;s answer</source>
        <translation>服务商的原始响应</translation>
    </message>
    <message>
        <source>Find in the answer</source>
        <translation>在响应中查找</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>FOXREEL_LANG sets the language; it counts for more than this choice.</source>
        <translation>语言由环境变量 FOXREEL_LANG 指定，优先于此处的选择。</translation>
    </message>
</context>
<context>
    <name>Chain</name>
    <message>
        <source>Choose a finished clip: the next one begins where it ends.</source>
        <translation>请先选择一段已完成的视频，下一段将从它的末帧开始。</translation>
    </message>
    <message>
        <source>The last frame of this clip cannot be read: {reason}</source>
        <translation>无法读取该视频的末帧：{reason}</translation>
    </message>
    <message>
        <source>Joining {count} clips</source>
        <translation>正在合成 {count} 段视频</translation>
    </message>
    <message>
        <source>Joined: {count} clips, {length}, {frames} frames</source>
        <translation>合成完成：{count} 段视频，{length}，{frames} 帧</translation>
    </message>
</context>
<context>
    <name>Characters</name>
    <message>
        <source>Add a character by its ID</source>
        <translation>通过 ID 添加角色</translation>
    </message>
    <message>
        <source>For a character that was made elsewhere, with {where}. Nothing is sent; whether the ID is right shows with the first clip.</source>
        <translation>用于添加在其他地方通过 {where} 创建的角色。不会发送任何请求；ID 是否正确，生成第一个视频时就会知道。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Character ID</source>
        <translation>角色 ID</translation>
    </message>
    <message>
        <source>only with the built-in engine</source>
        <translation>仅限内置引擎</translation>
    </message>
    <message>
        <source>only with {host}</source>
        <translation>仅限 {host} </translation>
    </message>
    <message>
        <source>Built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>“{name}” can be used {where}, where it was made.</source>
        <translation>“{name}”{where}使用，即创建它的地方。</translation>
    </message>
    <message>
        <source>The clip cannot be prepared: {reason}.</source>
        <translation>无法准备该视频：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” is no longer in the list.</source>
        <translation>“{name}”已从列表中移除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>A clip takes {count} characters at most.</source>
        <translation>一个视频最多使用 {count} 个角色。</translation>
    </message>
    <message>
        <source>“{name}” works {where}. Take it out, or change the host.</source>
        <translation>“{name}”{where}使用。请移除它，或切换服务。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>The prompt does not name {names}. Write the name where the character should appear.</source>
        <translation>提示词中没有提到{names}。请在角色出场的地方写上名字。</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source>The prompt names {names}, who is not chosen here.</source>
        <translation>提示词中提到了{names}，但这里没有选择。</translation>
    </message>
    <message>
        <source>Insert “{name}”</source>
        <translation>插入“{name}”</translation>
    </message>
    <message>
        <source>Add “{name}”</source>
        <translation>添加“{name}”</translation>
    </message>
    <message>
        <source>Take “{name}” out</source>
        <translation>移除“{name}”</translation>
    </message>
    <message>
        <source>{name}: Return takes the name</source>
        <translation>{name}：按回车键填入名字</translation>
    </message>
    <message>
        <source>Reading the clip…</source>
        <translation>正在读取视频…</translation>
    </message>
    <message>
        <source>Choose a clip first.</source>
        <translation>请先选择视频。</translation>
    </message>
    <message>
        <source>The seconds that are used</source>
        <translation>使用的时间段</translation>
    </message>
    <message>
        <source>Another clip…</source>
        <translation>换一个视频…</translation>
    </message>
    <message>
        <source>{start} – {end} of {all}</source>
        <translation>{start} – {end}，共 {all}</translation>
    </message>
    <message>
        <source>The clip cannot be read.</source>
        <translation>无法读取该视频。</translation>
    </message>
    <message>
        <source>{place} only</source>
        <translation>仅限{place}</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Search by name or ID</source>
        <translation>按名称或 ID 搜索</translation>
    </message>
    <message>
        <source>From a clip…</source>
        <translation>从视频创建…</translation>
    </message>
    <message>
        <source>Add by ID…</source>
        <translation>通过 ID 添加…</translation>
    </message>
    <message>
        <source>Make a character from a clip, and it can appear in every clip after that: write its name in the prompt.</source>
        <translation>从视频创建角色，之后的每个视频都可以让它出场：在提示词中写上它的名字即可。</translation>
    </message>
    <message>
        <source>Nobody is called that.</source>
        <translation>没有叫这个名字的角色。</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Use in prompt</source>
        <translation>用于提示词</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Use “{id}” as an ID</source>
        <translation>将“{id}”作为 ID 使用</translation>
    </message>
    <message>
        <source>A character that was made elsewhere</source>
        <translation>在其他地方创建的角色</translation>
    </message>
    <message>
        <source>Used as it is.</source>
        <translation>将原样使用。</translation>
    </message>
    <message>
        <source>Scaled down to {lines}p and re-encoded to MP4.</source>
        <translation>将缩小到 {lines}p 并重新编码为 MP4。</translation>
    </message>
    <message>
        <source>Re-encoded to MP4.</source>
        <translation>将重新编码为 MP4。</translation>
    </message>
    <message>
        <source>Cut to these seconds and re-encoded to MP4.</source>
        <translation>将截取这几秒并重新编码为 MP4。</translation>
    </message>
    <message>
        <source>Choose a clip</source>
        <translation>选择视频</translation>
    </message>
    <message>
        <source>Clips ({patterns})</source>
        <translation>视频（{patterns}）</translation>
    </message>
    <message>
        <source>Make a character</source>
        <translation>创建角色</translation>
    </message>
    <message>
        <source>Somebody or something from a clip that can appear in later ones. The {count} seconds in the frame are used.</source>
        <translation>视频中的人或物，之后可以在其他视频中出场。将使用框选的 {count} 秒。</translation>
    </message>
    <message>
        <source>Real people: only with their consent. A recognisable face or brand is a common reason for the provider to refuse a clip.</source>
        <translation>真人形象须征得本人同意。可辨认的人脸或品牌是服务商拒绝视频的常见原因。</translation>
    </message>
    <message>
        <source>Free: the built-in engine. Its characters work only with it.</source>
        <translation>免费：使用内置引擎。它创建的角色仅限内置引擎使用。</translation>
    </message>
    <message>
        <source>Making a character is free of charge.</source>
        <translation>创建角色不收费。</translation>
    </message>
    <message>
        <source>What it costs is not known beforehand.</source>
        <translation>费用无法事先得知。</translation>
    </message>
    <message>
        <source>Make character</source>
        <translation>创建角色</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Give it a name; that is what you write in a prompt.</source>
        <translation>请填写名称，提示词中就用这个名称。</translation>
    </message>
    <message>
        <source>You have a character of this name. A prompt could mean either of them.</source>
        <translation>已有同名角色，提示词可能指其中任意一个。</translation>
    </message>
    <message>
        <source>Nobody else. Type an ID, or make one from a clip.</source>
        <translation>没有其他角色了。可以输入 ID，或从视频创建。</translation>
    </message>
    <message>
        <source>No characters yet. Make one from a clip, and it can appear in every clip after that.</source>
        <translation>还没有角色。从视频创建一个，之后的每个视频都可以让它出场。</translation>
    </message>
    <message>
        <source>Name, or an ID from elsewhere</source>
        <translation>名称，或其他地方的角色 ID</translation>
    </message>
    <message>
        <source>Choose a character</source>
        <translation>选择角色</translation>
    </message>
    <message>
        <source>All characters…</source>
        <translation>全部角色…</translation>
    </message>
    <message>
        <source>Drop a clip here, or browse</source>
        <translation>将视频拖到这里，或点击浏览</translation>
    </message>
    <message>
        <source>No model here makes characters: a file in your folder of models has replaced the one that did.</source>
        <translation>目前没有可用来创建角色的模型：您模型文件夹中的文件替换了原来的那个。</translation>
    </message>
</context>
<context>
    <name>Charges</name>
    <message>
        <source>Look into the spend log</source>
        <translation>查看消费记录</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Looking into the spend log…</source>
        <translation>正在查看消费记录…</translation>
    </message>
    <message>
        <source>The spend log cannot be had from this host. Look into your account there.</source>
        <translation>无法从该服务器获取消费记录，请到你的账户中查看。</translation>
    </message>
    <message>
        <source>No charge from about that time is left over. That is no proof: a charge may show up later, or not be in the log.</source>
        <translation>那段时间前后没有来历不明的扣费。但这不能证明没有扣费：扣费可能稍后才出现，也可能不在记录里。</translation>
    </message>
    <message>
        <source>There is a charge near that time that no clip in your list explains. It may be this clip&apos;s.</source>
        <translation>那段时间前后有一笔扣费，列表中没有视频与之对应，可能就是这一条的。</translation>
    </message>
    <message>
        <source>There are charges near that time that no clip in your list explains. One of them may be this clip&apos;s.</source>
        <translation>那段时间前后有几笔扣费，列表中没有视频与之对应，其中一笔可能就是这一条的。</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>…另有 {count} 笔</translation>
    </message>
</context>
<context>
    <name>Clips</name>
    <message>
        <source>Clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Folder for new clips</source>
        <translation>新视频的保存位置</translation>
    </message>
    <message>
        <source>What is in the queue already goes where it was asked to go.</source>
        <translation>已在队列中的任务仍保存到原来的位置。</translation>
    </message>
    <message>
        <source>The usual folder is {folder}.</source>
        <translation>默认文件夹是 {folder}。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder for new clips</source>
        <translation>选择新视频的保存位置</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Use the usual folder</source>
        <translation>恢复默认文件夹</translation>
    </message>
    <message>
        <source>Inside the file</source>
        <translation>写入文件的信息</translation>
    </message>
    <message>
        <source>Write settings and IDs into the clip&apos;s file</source>
        <translation>将参数和 ID 写入视频文件</translation>
    </message>
    <message>
        <source>Whoever you give the clip to can read them; a key or a folder of yours is never among them. Drop the clip on the window, and its settings are back.</source>
        <translation>收到视频的人都能看到这些信息，但其中绝不包含密钥和您的文件夹路径。将视频拖到窗口上，即可恢复它的参数。</translation>
    </message>
    <message>
        <source>The prompt too</source>
        <translation>同时写入提示词</translation>
    </message>
    <message>
        <source>As the clip&apos;s title and description, which players show.</source>
        <translation>作为视频的标题和简介，播放器会显示出来。</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close Foxreel?</source>
        <translation>关闭 Foxreel？</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>继续使用</translation>
    </message>
    <message>
        <source>Close Foxreel</source>
        <translation>关闭 Foxreel</translation>
    </message>
    <message>
        <source>1 clip is being sent right now. If no answer comes in time, Foxreel cannot know whether it exists, and asks you at the next start.</source>
        <translation>有 1 条视频正在发送。如果来不及收到回复，Foxreel 无法得知任务是否已创建，下次启动时会请你确认。</translation>
    </message>
    <message>
        <source>{count} clips are being sent right now. If no answer comes in time, Foxreel cannot know whether they exist, and asks you at the next start.</source>
        <translation>有 {count} 条视频正在发送。如果来不及收到回复，Foxreel 无法得知任务是否已创建，下次启动时会请你确认。</translation>
    </message>
    <message>
        <source>1 clip is on its way. It goes on at the provider, and Foxreel fetches it at the next start. Come back within a day: links to finished clips live for 24 hours.</source>
        <translation>有 1 条视频正在生成或下载。服务商会继续处理，下次启动时 Foxreel 会取回它。请在一天内回来：成片链接的有效期为 24 小时。</translation>
    </message>
    <message>
        <source>{count} clips are on their way. They go on at the provider, and Foxreel fetches them at the next start. Come back within a day: links to finished clips live for 24 hours.</source>
        <translation>有 {count} 条视频正在生成或下载。服务商会继续处理，下次启动时 Foxreel 会取回它们。请在一天内回来：成片链接的有效期为 24 小时。</translation>
    </message>
    <message>
        <source>1 clip is not sent yet. It stays in the queue, unsent.</source>
        <translation>有 1 条视频尚未发送，会留在队列中，不会发出。</translation>
    </message>
    <message>
        <source>{count} clips are not sent yet. They stay in the queue, unsent.</source>
        <translation>有 {count} 条视频尚未发送，会留在队列中，不会发出。</translation>
    </message>
    <message>
        <source>The built-in engine is drawing 1 clip. It stops now and goes on at the next start.</source>
        <translation>内置引擎正在绘制 1 条视频。现在会暂停，下次启动时继续。</translation>
    </message>
    <message>
        <source>The built-in engine is drawing {count} clips. It stops now and goes on at the next start.</source>
        <translation>内置引擎正在绘制 {count} 条视频。现在会暂停，下次启动时继续。</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Try {program} --help.</source>
        <translation>试试 {program} --help。</translation>
    </message>
    <message>
        <source>foxreel [--demo] [FILE ...]
       foxreel COMMAND ...</source>
        <translation>foxreel [--demo] [文件 ...]
       foxreel 命令 ...</translation>
    </message>
    <message>
        <source>FOXAPI_API_KEY holds the key. --demo needs none: the built-in engine draws a sample.</source>
        <translation>FOXAPI_API_KEY 存放密钥。--demo 无需密钥：由内置引擎画一段示例。</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>what to show; - reads it</source>
        <translation>画面描述；写 - 则从标准输入读取</translation>
    </message>
    <message>
        <source>see: models</source>
        <translation>见 models 命令</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>list the models, or tell everything about one</source>
        <translation>列出模型，或查看某个模型的全部信息</translation>
    </message>
    <message>
        <source>NAME is a model, a family, or words to look for. Without it all models are listed. What stands in [brackets] may be left out.</source>
        <translation>NAME 是模型名、系列名或搜索词；不填则列出全部模型。[方括号] 中的内容可不提供。</translation>
    </message>
    <message>
        <source>only models that take it: {roles}</source>
        <translation>只列出支持该输入的模型：{roles}</translation>
    </message>
    <message>
        <source>print one JSON object a line for each model</source>
        <translation>每个模型输出一行 JSON</translation>
    </message>
    <message>
        <source>use the built-in engine: no key, no cost, only animatics</source>
        <translation>使用内置引擎：无需密钥、不收费，只画动态分镜</translation>
    </message>
    <message>
        <source>width to height, like 16:9</source>
        <translation>宽高比，例如 16:9</translation>
    </message>
    <message>
        <source>like 720p or 1080p</source>
        <translation>例如 720p 或 1080p</translation>
    </message>
    <message>
        <source>any field of the model, like seed=42; again for more, or for a list</source>
        <translation>模型的任意字段，例如 seed=42；可重复使用，列表也靠重复</translation>
    </message>
    <message>
        <source>{input}; again for more</source>
        <translation>{input}，可重复使用</translation>
    </message>
    <message>
        <source>the start frame</source>
        <translation>起始帧图片</translation>
    </message>
    <message>
        <source>the end frame, made to fit as the start frame is</source>
        <translation>结束帧图片，适配方式与起始帧相同</translation>
    </message>
    <message>
        <source>how the picture is made to fit (crop)</source>
        <translation>图片如何适配画面（默认 crop 裁切）</translation>
    </message>
    <message>
        <source>length in seconds</source>
        <translation>时长（秒）</translation>
    </message>
    <message>
        <source>Makes video clips with FoxAPI, and brings every one home. Without a command it opens its window; a picture as FILE becomes the start frame, and a clip brings the settings back that made it.</source>
        <translation>用 FoxAPI 生成视频，并把每一段都取回本地。不带命令时打开窗口；作为“文件”给出的图片会成为起始帧，视频则会恢复生成它的参数。</translation>
    </message>
    <message>
        <source>begin with the last frame of that job&apos;s clip</source>
        <translation>以该任务视频的末帧作为起始帧</translation>
    </message>
    <message>
        <source>make a remix of that job&apos;s clip, if it was kept</source>
        <translation>改编该任务的视频（须已保留在服务器上）</translation>
    </message>
    <message>
        <source>make a remix of a clip from elsewhere, by its video id</source>
        <translation>按视频 ID 改编别处的视频</translation>
    </message>
    <message>
        <source>let the provider keep the clip, so that it can be remixed</source>
        <translation>让服务商保留视频，以便之后 Remix</translation>
    </message>
    <message>
        <source>make a clip from a prompt, pictures, clips or sound</source>
        <translation>用提示词、图片、视频或声音生成视频</translation>
    </message>
    <message>
        <source>Which of these a model takes, and what else, is said by: models NAME</source>
        <translation>模型支持哪些选项和字段，可用 models NAME 查看</translation>
    </message>
    <message>
        <source>how many takes</source>
        <translation>生成几条</translation>
    </message>
    <message>
        <source>where to</source>
        <translation>保存到哪个文件夹</translation>
    </message>
    <message>
        <source>send, and leave</source>
        <translation>发送后立即退出</translation>
    </message>
    <message>
        <source>only put it into the queue</source>
        <translation>只放入队列，暂不发送</translation>
    </message>
    <message>
        <source>make all shots of a storyboard</source>
        <translation>生成一份分镜的全部镜头</translation>
    </message>
    <message>
        <source>FILE is a CSV table, JSON lines or a folder of pictures: a row is a shot. Columns are {columns}, and any field of the model; only prompt or one for a file must be there. Several files in a cell have ; between them. A shot with a yes under continue begins with the last frame of the one before it. All of them are sent, or none.</source>
        <translation>FILE 可以是 CSV 表格、JSON lines 或图片文件夹：一行就是一个镜头。可用的列有 {columns}，以及模型的任意字段；只有 prompt 或某个文件列是必需的。同一格里的多个文件用 ; 隔开。continue 列写 yes 的镜头从上一镜的最后一帧开始。要么全部发送，要么一个都不发送。</translation>
    </message>
    <message>
        <source>the storyboard; - reads it</source>
        <translation>分镜文件；- 表示从标准输入读取</translation>
    </message>
    <message>
        <source>for the shots that do not say it themselves</source>
        <translation>用于没有单独写明的镜头</translation>
    </message>
    <message>
        <source>only say what would be sent, and what it costs</source>
        <translation>只列出将要发送的内容和费用</translation>
    </message>
    <message>
        <source>at the end, join all clips to one file</source>
        <translation>完成后把所有视频拼成一个文件</translation>
    </message>
    <message>
        <source>the new file; one that is there is never replaced</source>
        <translation>新文件；绝不覆盖已有文件</translation>
    </message>
    <message>
        <source>make one film of clips</source>
        <translation>把多段视频合成一个成片</translation>
    </message>
    <message>
        <source>all shots of the storyboard or chain of that job</source>
        <translation>该任务所在分镜或接续链的全部镜头</translation>
    </message>
    <message>
        <source>print one JSON object</source>
        <translation>输出一个 JSON 对象</translation>
    </message>
    <message>
        <source>write the exact last frame of a clip</source>
        <translation>导出视频的精确末帧</translation>
    </message>
    <message>
        <source>a job, or a clip from anywhere</source>
        <translation>任务，或任意视频文件</translation>
    </message>
    <message>
        <source>make a character from a clip</source>
        <translation>从视频创建角色</translation>
    </message>
    <message>
        <source>Four seconds of the clip are used, from --start on; it is cut and written as an MP4 where that is needed. Real people: only with their consent.</source>
        <translation>从 --start 起使用视频中的四秒；需要时会截取并写成 MP4。真人形象须征得本人同意。</translation>
    </message>
    <message>
        <source>1 to 80 characters</source>
        <translation>1 到 80 个字符</translation>
    </message>
    <message>
        <source>shows the character; at least 720p</source>
        <translation>展示角色的视频，至少 720p</translation>
    </message>
    <message>
        <source>the second of a file where the four begin</source>
        <translation>文件中四秒的起始秒数</translation>
    </message>
    <message>
        <source>list the characters</source>
        <translation>列出角色</translation>
    </message>
    <message>
        <source>find clips in a folder again</source>
        <translation>从文件夹中找回视频</translation>
    </message>
    <message>
        <source>the part of the picture to take, as fractions of it</source>
        <translation>取图片的哪一部分，以比例表示</translation>
    </message>
    <message>
        <source>what --fit pad fills up with (black)</source>
        <translation>--fit pad 的填充颜色（默认黑色）</translation>
    </message>
    <message>
        <source>a reference picture</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>the clip to edit, to extend, or to work on</source>
        <translation>要编辑、延长或处理的视频</translation>
    </message>
    <message>
        <source>the second of that file from which on it is used</source>
        <translation>从该文件的第几秒开始使用</translation>
    </message>
    <message>
        <source>a reference clip</source>
        <translation>参考视频</translation>
    </message>
    <message>
        <source>sound that the clip follows</source>
        <translation>驱动画面的声音</translation>
    </message>
    <message>
        <source>reference sound</source>
        <translation>参考音频</translation>
    </message>
    <message>
        <source>only one file can be given here</source>
        <translation>这里只能给一个文件</translation>
    </message>
    <message>
        <source>a character&apos;s name, or its id; again for more</source>
        <translation>角色的名称或 ID，可重复使用</translation>
    </message>
    <message>
        <source>left, top, right and bottom as fractions from 0 to 1, like 0.1,0.2,0.9,0.8: left is less than right, and top less than bottom</source>
        <translation>左、上、右、下四个 0 到 1 的小数，如 0.1,0.2,0.9,0.8：左须小于右，上须小于下</translation>
    </message>
    <message>
        <source>seconds, like 2.5</source>
        <translation>应为秒数，例如 2.5</translation>
    </message>
    <message>
        <source>a colour like {colour}</source>
        <translation>应为 {colour} 这样的颜色</translation>
    </message>
    <message>
        <source>list the jobs</source>
        <translation>列出任务</translation>
    </message>
    <message>
        <source>only these</source>
        <translation>只看这个状态</translation>
    </message>
    <message>
        <source>print what helps somebody who helps you; nothing secret</source>
        <translation>输出诊断信息，便于他人协助排查；不含任何机密</translation>
    </message>
    <message>
        <source>bring everything unfinished to its end</source>
        <translation>把所有未完成的任务做完</translation>
    </message>
    <message>
        <source>ask again for a failed job; go on with any other</source>
        <translation>失败的任务重新生成，其余的继续</translation>
    </message>
    <message>
        <source>do not send, or do not follow any more</source>
        <translation>不再发送，或不再跟进</translation>
    </message>
    <message>
        <source>fetch the clip of a task that was made elsewhere</source>
        <translation>取回在别处创建的任务的视频</translation>
    </message>
    <message>
        <source>clear up an unconfirmed job</source>
        <translation>处理状态未确认的任务</translation>
    </message>
    <message>
        <source>Without an option it looks into your spend log, and says what each way out may cost.</source>
        <translation>不带选项时查看消费记录，并说明每种处理方式可能产生的费用。</translation>
    </message>
    <message>
        <source>it exists: follow it; nothing is paid again</source>
        <translation>任务已经创建：继续跟进，不会再次付费</translation>
    </message>
    <message>
        <source>send it again, and pay for it, as a new job</source>
        <translation>作为新任务再次发送并付费</translation>
    </message>
    <message>
        <source>look for it no more; it may have been charged</source>
        <translation>不再查找；可能已经扣费</translation>
    </message>
    <message>
        <source>with --task-id: take the id though nobody can look it up</source>
        <translation>与 --task-id 一起使用：即使无法查询也采用这个任务号</translation>
    </message>
    <message>
        <source>print one JSON object a line for each job</source>
        <translation>每个任务输出一行 JSON</translation>
    </message>
    <message>
        <source>Golden hour waves roll onto a quiet beach, slow and soft</source>
        <translation>金色夕阳下，海浪轻轻涌上宁静的沙滩，缓慢而柔和</translation>
    </message>
    <message>
        <source>{count} unconfirmed: not sent again. See jobs --state unconfirmed, and resolve.</source>
        <translation>有 {count} 个任务未确认，不会再次发送：用 jobs --state unconfirmed 查看，用 resolve 处理。</translation>
    </message>
    <message>
        <source>Sending what waits: {count}. Each is paid for once it is sent.</source>
        <translation>即将发送等待中的任务：{count} 个。每个任务发送后都会计费。</translation>
    </message>
    <message>
        <source>{id} is unconfirmed: it may exist and be charged, so it is not sent again. The ways out: resolve {id}</source>
        <translation>{id} 状态未确认：任务可能已创建并扣费，因此不会再次发送。处理方式：resolve {id}</translation>
    </message>
    <message>
        <source>Foxreel came upon something unexpected and ended: {reason}
Jobs keep their state, and nothing is sent again by itself; resume goes on. More is in the log: {file}</source>
        <translation>Foxreel 遇到意外情况，已退出：{reason}
任务状态均已保留，不会自动重复发送；运行 resume 即可继续。详情见日志：{file}</translation>
    </message>
    <message>
        <source>There is no window here, so this makes a sample clip.</source>
        <translation>这里没有窗口，先生成一条示例视频。</translation>
    </message>
    <message>
        <source>No jobs.</source>
        <translation>没有任务。</translation>
    </message>
    <message>
        <source>The API key was refused. Check FOXAPI_API_KEY.</source>
        <translation>API 密钥被拒绝，请检查 FOXAPI_API_KEY。</translation>
    </message>
    <message>
        <source>What this key may call is not known. {reason}</source>
        <translation>无法得知此密钥可用的模型。{reason}</translation>
    </message>
    <message>
        <source>Nothing is unfinished.</source>
        <translation>没有未完成的任务。</translation>
    </message>
    <message>
        <source>Sending to {host} goes on, as you ask for it.</source>
        <translation>按你的要求，继续向 {host} 发送。</translation>
    </message>
    <message>
        <source>{id} has ended already: {state}.</source>
        <translation>{id} 已经结束：{state}。</translation>
    </message>
    <message>
        <source>Not followed any more; the provider may still work on it and charge for it.</source>
        <translation>已不再跟进；服务商可能仍在生成，也可能照常扣费。</translation>
    </message>
    <message>
        <source>Several jobs begin with “{id}”.</source>
        <translation>有多个任务以“{id}”开头。</translation>
    </message>
    <message>
        <source>There is no job “{id}”.</source>
        <translation>没有任务“{id}”。</translation>
    </message>
    <message>
        <source>There is no API key for {url}. Set FOXAPI_API_KEY, or try the built-in engine with --demo. Nothing was sent.</source>
        <translation>没有 {url} 的 API 密钥。请设置 FOXAPI_API_KEY，或用 --demo 试试内置引擎。未发送任何内容。</translation>
    </message>
    <message>
        <source>{id} is finished; to pay for it again, generate it again.</source>
        <translation>{id} 已完成；如需再次付费生成，请重新执行 generate。</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records cannot be used: {reason}.</source>
        <translation>无法使用 Foxreel 的记录：{reason}。</translation>
    </message>
    <message>
        <source>Jobs keep their state; resume goes on.</source>
        <translation>任务状态会保留；可用 resume 继续。</translation>
    </message>
    <message>
        <source>{file} was written by a newer Foxreel. Nothing was changed in it. Update Foxreel; nothing was sent.</source>
        <translation>{file} 由更新版本的 Foxreel 写入，内容未作任何更改。请更新 Foxreel；没有发送任何请求。</translation>
    </message>
    <message>
        <source>{file} cannot be opened: {reason}. {step}</source>
        <translation>无法打开 {file}：{reason}。{step}</translation>
    </message>
    <message>
        <source>{file} is damaged, and another Foxreel has it open. Close every one, then start again: it is mended then. Nothing was changed in it.</source>
        <translation>{file} 已损坏，而且另一个 Foxreel 正在使用它。请关闭所有 Foxreel 再重新启动，届时会自动修复。文件未作任何更改。</translation>
    </message>
    <message>
        <source>{file} was written by an older Foxreel, and no backup of it can be made ({reason}). Nothing was changed in it.</source>
        <translation>{file} 由旧版 Foxreel 写入，且无法为它创建备份（{reason}）。文件未作任何更改。</translation>
    </message>
    <message>
        <source>{file} is damaged, and no new one can be made in its place ({reason}). What is there of it is kept; start again once that is mended.</source>
        <translation>{file} 已损坏，且无法新建文件来代替它（{reason}）。现有内容均已保留；解决这个问题后请重新启动。</translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}). Nothing was changed in it.</source>
        <translation>{file} 已损坏（{reason}），内容未作任何改动。</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>正在结束…</translation>
    </message>
    <message>
        <source>~{s} s left</source>
        <translation>约剩 {s} 秒</translation>
    </message>
    <message>
        <source>{part} fetched</source>
        <translation>已下载 {part}</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records cannot be written: {message}.</source>
        <translation>无法写入 Foxreel 的记录：{message}。</translation>
    </message>
    <message>
        <source>The server said: {message}</source>
        <translation>服务器返回：{message}</translation>
    </message>
    <message>
        <source>The provider said: {message}</source>
        <translation>服务商返回：{message}</translation>
    </message>
    <message>
        <source>{id}: made by {used}, not {asked}; prices may differ.</source>
        <translation>{id}：实际使用的模型是 {used}，不是 {asked}；价格可能不同。</translation>
    </message>
    <message>
        <source>{id}: the file is complete, but its structure is odd.</source>
        <translation>{id}：文件完整，但结构异常。</translation>
    </message>
    <message>
        <source>sent as {task}; resume fetches the clip.</source>
        <translation>已发送，任务号 {task}；执行 resume 即可取回视频。</translation>
    </message>
    <message>
        <source>may have been sent, and charged. Nothing is sent again by itself. If the disk is full, make room; then resume.</source>
        <translation>可能已经发送并扣费。Foxreel 不会自动重新发送。如果磁盘已满，请先腾出空间，再执行 resume。</translation>
    </message>
    <message>
        <source>not sent; resume sends it.</source>
        <translation>尚未发送；执行 resume 即可发送。</translation>
    </message>
    <message>
        <source>Waiting, not sent: {count} ({ids}). resume sends what waits, and each is paid for then; stop ID… drops it.</source>
        <translation>等待中、尚未发送的任务：{count} 个（{ids}）。执行 resume 会发送等待中的任务，届时每个都会计费；执行 stop ID… 则不再发送。</translation>
    </message>
    <message>
        <source>drawn at 1080p: more is not drawn here.</source>
        <translation>按 1080p 绘制：内置引擎不画更高的分辨率。</translation>
    </message>
    <message>
        <source>only what comes after the source clip; the clip itself is not in it.</source>
        <translation>只包含原视频之后的部分，不含原视频。</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>开或关</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>list of texts</source>
        <translation>文本列表</translation>
    </message>
    <message>
        <source>address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>list of addresses</source>
        <translation>网址列表</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Fields, by --set FIELD=VALUE</source>
        <translation>字段，用 --set FIELD=VALUE 设置</translation>
    </message>
    <message>
        <source>Between them</source>
        <translation>相互关系</translation>
    </message>
    <message>
        <source>Sizes in pixels</source>
        <translation>像素尺寸</translation>
    </message>
    <message>
        <source>Where this is from</source>
        <translation>资料来源</translation>
    </message>
    <message>
        <source>Of the same family</source>
        <translation>同系列模型</translation>
    </message>
    <message>
        <source>this key may call it</source>
        <translation>此密钥可以使用</translation>
    </message>
    <message>
        <source>not enabled for this key</source>
        <translation>此密钥未开通</translation>
    </message>
    <message>
        <source>your own file</source>
        <translation>您自己的文件</translation>
    </message>
    <message>
        <source>withdrawn on {date}</source>
        <translation>已于 {date} 下线</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>{count} at most</source>
        <translation>最多 {count} 个</translation>
    </message>
    <message>
        <source>{low} to {high} s</source>
        <translation>{low} 到 {high} 秒</translation>
    </message>
    <message>
        <source>up to {high} s</source>
        <translation>最长 {high} 秒</translation>
    </message>
    <message>
        <source>{low} s or more</source>
        <translation>至少 {low} 秒</translation>
    </message>
    <message>
        <source>shorter side {pixels} px or more</source>
        <translation>短边至少 {pixels} 像素</translation>
    </message>
    <message>
        <source>up to {size} MB</source>
        <translation>最大 {size} MB</translation>
    </message>
    <message>
        <source>{name} in the prompt</source>
        <translation>提示词中写作 {name}</translation>
    </message>
    <message>
        <source>off: the provider keeps the clip, so that it can be remixed later; {option} does the same. on: it is deleted there once it is on your disk.</source>
        <translation>关：服务商保留视频，之后可以改编，效果与 {option} 相同。开：视频下载到本地后，服务商会将其删除。</translation>
    </message>
    <message>
        <source>off switches “{label}” on, and on switches it off. “{label}” means: {help}</source>
        <translation>设为“关”即启用“{label}”，设为“开”即停用。“{label}”的含义：{help}</translation>
    </message>
    <message>
        <source>or {value}</source>
        <translation>或 {value}</translation>
    </message>
    <message>
        <source>else {value}</source>
        <translation>默认 {value}</translation>
    </message>
    <message>
        <source>{count} characters at most</source>
        <translation>最多 {count} 个字符</translation>
    </message>
    <message>
        <source>only with {others}</source>
        <translation>仅用于 {others}</translation>
    </message>
    <message>
        <source>sent as {name}</source>
        <translation>发送时名为 {name}</translation>
    </message>
    <message>
        <source>in steps of {step}</source>
        <translation>步长 {step}</translation>
    </message>
    <message>
        <source>no font was found, so the prompt is not shown.</source>
        <translation>没有找到字体，因此画面中不显示提示词。</translation>
    </message>
    <message>
        <source>no font with Chinese was found, so that part is not shown.</source>
        <translation>没有找到中文字体，因此中文部分未显示。</translation>
    </message>
    <message>
        <source>some characters are in no font, so not shown.</source>
        <translation>有些字符没有对应的字体，因此未显示。</translation>
    </message>
    <message>
        <source>--unchecked goes with --task-id.</source>
        <translation>--unchecked 需要与 --task-id 一起使用。</translation>
    </message>
    <message>
        <source>{id} was sent again, as job {new}.</source>
        <translation>{id} 已重新发送，新任务为 {new}。</translation>
    </message>
    <message>
        <source>{id} is not unconfirmed: {state}.</source>
        <translation>{id} 的状态不是“未确认”，而是“{state}”。</translation>
    </message>
    <message>
        <source>The task could not be looked up, and an ID is never taken back. If you are sure of it, add --unchecked.</source>
        <translation>无法查询这个任务，而任务号一旦采用就不能撤回。如果确定无误，请加上 --unchecked。</translation>
    </message>
    <message>
        <source>There is no API key for {url}. Nothing was sent.</source>
        <translation>没有 {url} 的 API 密钥。没有发送任何内容。</translation>
    </message>
    <message>
        <source>{id}: another program was first; nothing was changed here.</source>
        <translation>{id}：另一个程序已先行处理，这里没有做任何更改。</translation>
    </message>
    <message>
        <source>You see it among your tasks there: {follow}</source>
        <translation>在服务商的任务列表里找到了它：{follow}</translation>
    </message>
    <message>
        <source>A new request, and paid for as one. {again}</source>
        <translation>这是一次新的请求，会另行付费。{again}</translation>
    </message>
    <message>
        <source>{file} is there already; nothing is written over it.</source>
        <translation>{file} 已经存在，不会覆盖。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>没有文件夹 {folder}。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>没有发送任何内容。</translation>
    </message>
    <message>
        <source>the built-in engine costs nothing</source>
        <translation>内置引擎免费</translation>
    </message>
    <message>
        <source>Nothing was sent: this was a dry run.</source>
        <translation>这是试运行，没有发送任何内容。</translation>
    </message>
    <message>
        <source>continues from shot {number}</source>
        <translation>承接镜头 {number}</translation>
    </message>
    <message>
        <source>{kind}: {names}</source>
        <translation>{kind}：{names}</translation>
    </message>
    <message>
        <source>The address is passed on as it is; Foxreel checks files only.</source>
        <translation>网址将原样传递；Foxreel 只检查文件。</translation>
    </message>
    <message>
        <source>No characters.</source>
        <translation>没有角色。</translation>
    </message>
    <message>
        <source>Name the jobs to join, or one job with --board.</source>
        <translation>请指定要合成的任务，或用 --board 指定其中一个任务。</translation>
    </message>
    <message>
        <source>Nothing was joined.</source>
        <translation>没有合成任何内容。</translation>
    </message>
    <message>
        <source>--after begins with a last frame: leave --image out.</source>
        <translation>--after 已使用末帧作为起始帧，请去掉 --image。</translation>
    </message>
    <message>
        <source>{id} has no clip that could be continued: {state}.</source>
        <translation>{id} 没有可接续的视频：{state}。</translation>
    </message>
    <message>
        <source>{model} cannot go on from a picture: this clip is made by {other}.</source>
        <translation>{model} 不能从图片接续，这段视频改用 {other} 生成。</translation>
    </message>
    <message>
        <source>{id} belongs to no storyboard and no chain.</source>
        <translation>{id} 不属于任何分镜或接续链。</translation>
    </message>
    <message>
        <source>Shot {number} is rejected: it is left out.</source>
        <translation>镜头 {number} 已被标为不用，不会放入成片。</translation>
    </message>
    <message>
        <source>{id} has no clip: {state}.</source>
        <translation>{id} 没有视频：{state}。</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>正在合成</translation>
    </message>
    <message>
        <source>without re-encoding</source>
        <translation>未重新编码</translation>
    </message>
    <message>
        <source>encoded anew</source>
        <translation>已重新编码</translation>
    </message>
    <message>
        <source>{file}: {count} clips, {seconds:.1f} s, {frames} frames, {how}</source>
        <translation>{file}：{count} 段视频，{seconds:.1f} 秒，{frames} 帧，{how}</translation>
    </message>
    <message>
        <source>billed by real length</source>
        <translation>按实际时长计费</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>about ${price}</source>
        <translation>约 ${price}</translation>
    </message>
    <message>
        <source>With {others}: {consequence}</source>
        <translation>使用 {others} 时：{consequence}</translation>
    </message>
    <message>
        <source>{others} is needed.</source>
        <translation>需要 {others}。</translation>
    </message>
    <message>
        <source>no {others}.</source>
        <translation>不能使用 {others}。</translation>
    </message>
    <message>
        <source>{others}: {count} in all at most.</source>
        <translation>{others}：合计最多 {count} 个。</translation>
    </message>
    <message>
        <source>{field}: {values}.</source>
        <translation>{field}：{values}。</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>{high} at most</source>
        <translation>不超过 {high}</translation>
    </message>
    <message>
        <source>{low} or more</source>
        <translation>不小于 {low}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>{file}: the first {used} s of {seconds} s are used.</source>
        <translation>{file}：只使用前 {used} 秒（全长 {seconds} 秒）。</translation>
    </message>
    <message>
        <source>{file}: the last {used} s of {seconds} s are used.</source>
        <translation>{file}：只使用最后 {used} 秒（全长 {seconds} 秒）。</translation>
    </message>
    <message>
        <source>{file}: seconds {start} to {end} of {seconds} are used.</source>
        <translation>{file}：只使用第 {start} 到 {end} 秒（全长 {seconds} 秒）。</translation>
    </message>
    <message>
        <source>{words} The model takes {limit} s at most.</source>
        <translation>{words}此模型最多使用 {limit} 秒。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>There is no other finished take to compare with.</source>
        <translation>还没有另一条已完成的视频可以对比。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>1 and 2 choose · S stars · X rejects · ↑ ↓ other takes · Tab switches sound</source>
        <translation>1、2 选择 · S 加星标 · X 淘汰 · ↑ ↓ 换一条 · Tab 切换声音</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed}×</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>速度：{speed}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Two takes of the same request: prompt and settings are equal.</source>
        <translation>同一请求的两条视频：提示词和设置完全相同。</translation>
    </message>
    <message>
        <source>Prompt and settings are equal.</source>
        <translation>提示词和设置相同。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Clip {number}: {title}</source>
        <translation>视频 {number}：{title}</translation>
    </message>
    <message>
        <source>This one is heard, and meant by the keys</source>
        <translation>正在播放这一条的声音，快捷键对它生效</translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message>
        <source>No file here is called {names}.</source>
        <translation>这里没有叫 {names} 的文件。</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose the clip to remix.</source>
        <translation>请选择要改编的视频。</translation>
    </message>
    <message>
        <source>Write what the clip should show.</source>
        <translation>请写下视频要呈现的画面。</translation>
    </message>
    <message>
        <source>Drop to begin the clip with this picture</source>
        <translation>松开即可将这张图片用作起始帧</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add: {field}</source>
        <translation>添加：{field}</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove: {field}</source>
        <translation>移除：{field}</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>末帧</translation>
    </message>
    <message>
        <source>{model} takes no picture, so this is {other} now.</source>
        <translation>{model} 不支持图片，已切换为 {other}。</translation>
    </message>
    <message>
        <source>Clips of the same; each one is paid for.</source>
        <translation>同一请求生成多条视频，每条单独计费。</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁切</translation>
    </message>
    <message>
        <source>Cut off what does not fit</source>
        <translation>裁掉超出画幅的部分</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>补边</translation>
    </message>
    <message>
        <source>Fill up with one colour</source>
        <translation>用单色填满空白</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Fill up with the blurred picture</source>
        <translation>用模糊的原图填满空白</translation>
    </message>
    <message>
        <source>The first of {count} pictures was taken.</source>
        <translation>共 {count} 张图片，已使用第一张。</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Sent as {size}</source>
        <translation>发送 {size}</translation>
    </message>
    <message>
        <source>Sent as {size}, from {part}</source>
        <translation>发送 {size}，取自 {part}</translation>
    </message>
    <message>
        <source>Choose another picture</source>
        <translation>换一张图片</translation>
    </message>
    <message>
        <source>Drop an end frame, paste, or browse</source>
        <translation>拖入、粘贴或选择结束帧</translation>
    </message>
    <message>
        <source>Drop an end frame</source>
        <translation>拖入结束帧</translation>
    </message>
    <message>
        <source>Drop a start frame</source>
        <translation>拖入起始帧</translation>
    </message>
    <message>
        <source>Remove the end frame</source>
        <translation>移除结束帧</translation>
    </message>
    <message>
        <source>Remove the start frame</source>
        <translation>移除起始帧</translation>
    </message>
    <message>
        <source>Choose an end frame</source>
        <translation>选择结束帧</translation>
    </message>
    <message>
        <source>The end frame is still on its way.</source>
        <translation>结束帧还在获取中，请稍候。</translation>
    </message>
    <message>
        <source>Pictures of people</source>
        <translation>关于人物图片</translation>
    </message>
    <message>
        <source>Pictures with real people&apos;s faces are usually refused by the provider.</source>
        <translation>含有真人面部的图片通常会被服务商拒绝。</translation>
    </message>
    <message>
        <source>Fetching the picture…</source>
        <translation>正在获取图片…</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>正在读取图片…</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The start frame is still on its way.</source>
        <translation>起始帧还在获取中，请稍候。</translation>
    </message>
    <message>
        <source>The picture “{name}” cannot be shown: {reason}.</source>
        <translation>无法显示图片“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>Choose a start frame</source>
        <translation>选择起始帧</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>图片 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{count} / {limit}</source>
        <translation>{count} / {limit}</translation>
    </message>
    <message>
        <source>{count} characters too many for this model.</source>
        <translation>超出该模型上限 {count} 个字符。</translation>
    </message>
    <message>
        <source>You asked for exactly this a moment ago.</source>
        <translation>刚刚已提交过完全相同的请求。</translation>
    </message>
    <message>
        <source>Generate again</source>
        <translation>再次生成</translation>
    </message>
    <message>
        <source>Storyboard…</source>
        <translation>分镜…</translation>
    </message>
    <message>
        <source>Many shots at once, from a list</source>
        <translation>一次生成多个镜头</translation>
    </message>
    <message>
        <source>The built-in engine costs nothing and needs no key.</source>
        <translation>内置引擎免费，且无需密钥。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Drop a start frame, paste, or browse</source>
        <translation>拖入、粘贴或选择起始帧</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Another take of shot {number}</source>
        <translation>镜头 {number} 的另一条</translation>
    </message>
    <message>
        <source>Continues from: {title}</source>
        <translation>接续自：{title}</translation>
    </message>
    <message>
        <source>Do not continue that clip</source>
        <translation>不再接续该视频</translation>
    </message>
    <message>
        <source>Make a clip of its own</source>
        <translation>改为独立的视频</translation>
    </message>
    <message>
        <source>Adjust…</source>
        <translation>调整…</translation>
    </message>
    <message>
        <source>See all of the picture, and frame it</source>
        <translation>查看整张图片并取景</translation>
    </message>
    <message>
        <source>Colour of the bars</source>
        <translation>边条颜色</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Colour of the picture&apos;s edges</source>
        <translation>图片边缘的颜色</translation>
    </message>
    <message>
        <source>Remove the clip to remix</source>
        <translation>移除要改编的视频</translation>
    </message>
    <message>
        <source>Remix of</source>
        <translation>改编自</translation>
    </message>
    <message>
        <source>Video ID of a clip that isn&apos;t in the list</source>
        <translation>不在列表中的视频的 ID</translation>
    </message>
    <message>
        <source>Choose a clip to remix, or paste its video ID</source>
        <translation>选择要改编的视频，或粘贴其视频 ID</translation>
    </message>
    <message>
        <source>Search, or paste a video ID</source>
        <translation>搜索，或粘贴视频 ID</translation>
    </message>
    <message>
        <source>Choose a clip to remix</source>
        <translation>选择要改编的视频</translation>
    </message>
    <message>
        <source>Clips that can be remixed</source>
        <translation>可以改编的视频</translation>
    </message>
    <message>
        <source>No clip that can be remixed is called that.</source>
        <translation>没有找到可以改编的视频。</translation>
    </message>
    <message>
        <source>No clip here can be remixed. Switch on “Keep on the server” before making one, or paste the video ID of a clip from elsewhere.</source>
        <translation>这里还没有可以改编的视频。生成前请打开“保留在服务器上”，或粘贴别处视频的 ID。</translation>
    </message>
    <message>
        <source>Use “{id}” as a video ID</source>
        <translation>将“{id}”用作视频 ID</translation>
    </message>
    <message>
        <source>A clip that was made elsewhere</source>
        <translation>在别处生成的视频</translation>
    </message>
    <message>
        <source>What should be different? The clip was made from: {prompt}</source>
        <translation>想改动什么？原提示词：{prompt}</translation>
    </message>
    <message>
        <source>There is no video ID in the clipboard.</source>
        <translation>剪贴板里没有视频 ID。</translation>
    </message>
    <message>
        <source>The picture is {width} px wide and is enlarged {times}×; it may look soft.</source>
        <translation>图片宽 {width} 像素，将放大 {times} 倍，画面可能发虚。</translation>
    </message>
    <message>
        <source>This part of the picture is {width} px wide and is enlarged {times}×; it may look soft.</source>
        <translation>所选部分宽 {width} 像素，将放大 {times} 倍，画面可能发虚。</translation>
    </message>
    <message>
        <source>Adjust the start frame</source>
        <translation>调整起始帧</translation>
    </message>
    <message>
        <source>Picture and frame</source>
        <translation>图片与取景框</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>{part} of {size}</source>
        <translation>取 {part}，原图 {size}</translation>
    </message>
    <message>
        <source>A click on the picture takes its colour.</source>
        <translation>点击图片即可取色。</translation>
    </message>
    <message>
        <source>Drag to move · scroll to zoom</source>
        <translation>拖动移位 · 滚轮缩放</translation>
    </message>
    <message>
        <source>Scroll to zoom</source>
        <translation>滚轮缩放</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Not with this model: {fields}.</source>
        <translation>此模型不支持：{fields}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>From before: {files}.</source>
        <translation>之前添加的：{files}。</translation>
    </message>
    <message>
        <source>{before} {after}</source>
        <translation>{before}{after}</translation>
    </message>
    <message>
        <source>{field} is {after} now (was {before}).</source>
        <translation>{field}改为 {after}（原为 {before}）。</translation>
    </message>
    <message>
        <source>{field}: {after} now (was {before}).</source>
        <translation>{field}：{after}（原为{before}）。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>As the model likes</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>Any number</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Any number: {field}</source>
        <translation>随机数：{field}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>{model} is not there any more. {other} is chosen now.</source>
        <translation>“{model}”已不在了，现已改用“{other}”。</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Your key can&apos;t call this model.</source>
        <translation>此密钥无法调用该模型。</translation>
    </message>
    <message>
        <source>Use {model} instead</source>
        <translation>改用 {model}</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>{reason} (was {before}).</source>
        <translation>{reason}（原为 {before}）。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Not with {others}</source>
        <translation>不能与“{others}”同时使用</translation>
    </message>
    <message>
        <source>Only with {others}</source>
        <translation>仅在“{others}”时可用</translation>
    </message>
    <message>
        <source>Always on with {others}</source>
        <translation>“{others}”时始终开启</translation>
    </message>
    <message>
        <source>With {others} only {values}</source>
        <translation>“{others}”时只能选 {values}</translation>
    </message>
    <message>
        <source>With {others} {values}</source>
        <translation>“{others}”时{values}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>up to {high}</source>
        <translation>不超过 {high}</translation>
    </message>
    <message>
        <source>{low} or more</source>
        <translation>不少于 {low}</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{name} off</source>
        <translation>关闭{name}</translation>
    </message>
    <message>
        <source>Swap start and end frame</source>
        <translation>交换起始帧与结束帧</translation>
    </message>
    <message>
        <source>{count} of {limit} characters</source>
        <translation>{count} / {limit} 个字符</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Balance {amount}</source>
        <translation>余额 {amount}</translation>
    </message>
    <message>
        <source>Checking the key…</source>
        <translation>正在检查密钥…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Use FoxAPI&apos;s own</source>
        <translation>恢复为 FoxAPI 官方地址</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check the key</source>
        <translation>检查密钥</translation>
    </message>
    <message>
        <source>Add a key…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>移除密钥</translation>
    </message>
    <message>
        <source>Forget the key for {host}?</source>
        <translation>移除 {host} 的密钥？</translation>
    </message>
    <message>
        <source>Foxreel and the system&apos;s keychain no longer have it. Clips that were asked for with it cannot be fetched until you give it again.</source>
        <translation>Foxreel 和系统钥匙串都不再保留它。用它生成的视频，要等你重新提供密钥后才能取回。</translation>
    </message>
    <message>
        <source>Looking for a key…</source>
        <translation>正在查找密钥…</translation>
    </message>
    <message>
        <source>Kept in the system&apos;s keychain</source>
        <translation>已存入系统钥匙串</translation>
    </message>
    <message>
        <source>From the environment variable FOXAPI_API_KEY</source>
        <translation>来自环境变量 FOXAPI_API_KEY</translation>
    </message>
    <message>
        <source>To use another key, change it there and start Foxreel anew.</source>
        <translation>如需更换，请修改该变量后重新启动 Foxreel。</translation>
    </message>
    <message>
        <source>Kept until Foxreel is closed</source>
        <translation>保留到关闭 Foxreel 为止</translation>
    </message>
    <message>
        <source>This system has no keychain that Foxreel can use. To have the key at every start, set the environment variable FOXAPI_API_KEY.</source>
        <translation>系统没有 Foxreel 可用的钥匙串。如需每次启动都可用，请设置环境变量 FOXAPI_API_KEY。</translation>
    </message>
    <message>
        <source>There is no key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>The built-in engine works without one.</source>
        <translation>内置引擎无需密钥。</translation>
    </message>
    <message>
        <source>For new clips. Those that were sent already stay with their host, each with its own key.</source>
        <translation>用于之后的新视频。已发送的任务仍使用原来的服务器和密钥。</translation>
    </message>
    <message>
        <source>The environment variable FOXAPI_BASE_URL sets it.</source>
        <translation>由环境变量 FOXAPI_BASE_URL 指定。</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>{count} of your clips wait for the key of {host}. Add it in the settings.</source>
        <translation>有 {count} 个视频在等待 {host} 的密钥，请在设置中添加。</translation>
    </message>
    <message>
        <source>That did not work: {reason}</source>
        <translation>操作未成功：{reason}</translation>
    </message>
    <message>
        <source>This job has changed meanwhile; nothing was done.</source>
        <translation>该任务的状态已发生变化，未执行任何操作。</translation>
    </message>
    <message>
        <source>Give up what is being made?</source>
        <translation>放弃正在制作的内容？</translation>
    </message>
    <message>
        <source>A film or the like is being made from your clips. Closing now throws it away; the clips stay as they are.</source>
        <translation>正在用你的视频制作成片等内容。现在关闭会丢弃它，原视频不受影响。</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>仍要关闭</translation>
    </message>
    <message>
        <source>The built-in engine costs nothing.</source>
        <translation>内置引擎不收费。</translation>
    </message>
    <message>
        <source>Each is paid for once it is sent.</source>
        <translation>每个任务发送后都会计费。</translation>
    </message>
    <message>
        <source>Sending them costs about {price}.</source>
        <translation>发送这些任务约需 {price}。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>cropped to fit</source>
        <translation>裁切适配</translation>
    </message>
    <message>
        <source>black bars</source>
        <translation>黑边补齐</translation>
    </message>
    <message>
        <source>blurred bars</source>
        <translation>模糊补边</translation>
    </message>
    <message>
        <source>No font was found, so the prompt is not shown.</source>
        <translation>未找到可用字体，画面中没有显示提示词。</translation>
    </message>
    <message>
        <source>No font with Chinese was found, so that part is not shown.</source>
        <translation>未找到中文字体，画面中没有显示中文部分。</translation>
    </message>
    <message>
        <source>Some characters are in no font, so they are not shown.</source>
        <translation>部分字符没有可用字体，因此未显示。</translation>
    </message>
    <message>
        <source>Drawn at 1080p: more is not drawn here.</source>
        <translation>按 1080p 绘制：内置引擎不画更高的分辨率。</translation>
    </message>
    <message>
        <source>Only what comes after the source clip; the clip itself is not in it.</source>
        <translation>只包含原视频之后的部分，不含原视频。</translation>
    </message>
    <message>
        <source>Continues from</source>
        <translation>接续自</translation>
    </message>
    <message>
        <source>Remix of</source>
        <translation>改编自</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Character ID</source>
        <translation>角色 ID</translation>
    </message>
    <message>
        <source>with the built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>with {host}</source>
        <translation>{host}</translation>
    </message>
    <message>
        <source>Can be used</source>
        <translation>可用于</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源视频</translation>
    </message>
    <message>
        <source>Can be remixed</source>
        <translation>可否改编</translation>
    </message>
    <message>
        <source>the last frame of that clip</source>
        <translation>该视频的末帧</translation>
    </message>
    <message>
        <source>bars in {colour}</source>
        <translation>{colour} 补边</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>下载链接</translation>
    </message>
    <message>
        <source>has run out</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>{left}, until {time}</source>
        <translation>{left}，有效至 {time}</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{model}; its price may differ</source>
        <translation>{model}（价格可能不同）</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>实际模型</translation>
    </message>
    <message>
        <source>Start frame</source>
        <translation>起始帧</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>第几条</translation>
    </message>
    <message>
        <source>{name} {number}</source>
        <translation>{name} {number}</translation>
    </message>
    <message>
        <source>from {seconds} on</source>
        <translation>从 {seconds}处开始</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>built-in engine, free of charge</source>
        <translation>内置引擎，免费</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Credits reserved</source>
        <translation>预扣额度</translation>
    </message>
    <message>
        <source>the provider marks it as not cancellable</source>
        <translation>服务商标记为不可取消</translation>
    </message>
    <message>
        <source>marked as cancellable, but no call for it is known</source>
        <translation>服务商标记为可取消，但没有已知的取消接口</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>{rate} fps</source>
        <translation>{rate} 帧/秒</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>complete, structure verified</source>
        <translation>文件完整，结构已校验</translation>
    </message>
    <message>
        <source>complete, but its structure is odd: not verified</source>
        <translation>文件完整，但结构异常，未通过校验</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Task ID</source>
        <translation>任务号</translation>
    </message>
    <message>
        <source>Video ID</source>
        <translation>视频 ID</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <source>Job ID</source>
        <translation>本地编号</translation>
    </message>
    <message>
        <source>Tried again from</source>
        <translation>重试自</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Show that clip</source>
        <translation>显示该视频</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Copy the prompt</source>
        <translation>复制提示词</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>展开全部</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>The provider said: {message}</source>
        <translation>服务商返回：{message}</translation>
    </message>
    <message>
        <source>The server said: {message}</source>
        <translation>服务器返回：{message}</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>点击复制</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Foxreel built-in engine · edit</source>
        <translation>Foxreel 内置引擎 · 编辑</translation>
    </message>
    <message>
        <source>Foxreel built-in engine</source>
        <translation>Foxreel 内置引擎</translation>
    </message>
    <message>
        <source>Foxreel built-in engine · remix</source>
        <translation>Foxreel 内置引擎 · 改编</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Balance {amount}</source>
        <translation>余额 {amount}</translation>
    </message>
    <message>
        <source>Built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>Where clips are made</source>
        <translation>视频由谁生成</translation>
    </message>
    <message>
        <source>Where clips are made: {where}</source>
        <translation>视频由谁生成：{where}</translation>
    </message>
    <message>
        <source>Built-in engine (no key, no cost)</source>
        <translation>内置引擎（无需密钥，不收费）</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Nothing was sent and nothing was charged.</source>
        <translation>未发送任何内容，也未扣费。</translation>
    </message>
    <message>
        <source>What waits was not sent and not charged.</source>
        <translation>等待中的任务未发送，也未扣费。</translation>
    </message>
    <message>
        <source>No task was created, so nothing was charged.</source>
        <translation>任务未创建，因此未扣费。</translation>
    </message>
    <message>
        <source>It may have been charged: the request left this computer.</source>
        <translation>可能已经扣费：请求已从本机发出。</translation>
    </message>
    <message>
        <source>If it was sent, it may have been charged.</source>
        <translation>如果已经发送，则可能已扣费。</translation>
    </message>
    <message>
        <source>FoxAPI does not say whether this was charged; your balance shows it.</source>
        <translation>FoxAPI 没有说明是否扣费，请以余额为准。</translation>
    </message>
    <message>
        <source>The clip is paid for; asking for it costs nothing more.</source>
        <translation>这条视频已付费，再次获取不另收费。</translation>
    </message>
    <message>
        <source>The clip was finished, so it is paid for.</source>
        <translation>视频当时已经生成完成，因此已经付费。</translation>
    </message>
    <message>
        <source>Nothing was sent, so this costs nothing.</source>
        <translation>没有发送任何请求，因此不会产生费用。</translation>
    </message>
    <message>
        <source>Nothing was sent again. Whether the first one exists is still to be cleared up.</source>
        <translation>没有再次发送。第一次的任务是否存在，仍需确认。</translation>
    </message>
    <message>
        <source>What was asked for is not known here, so it can&apos;t be asked for again.</source>
        <translation>这里没有当时的请求内容，因此无法再次提交。</translation>
    </message>
    <message>
        <source>Mend that file (models says what is wrong in it), then ask again.</source>
        <translation>请修正该文件（models 命令会说明问题所在），然后再次提交。</translation>
    </message>
    <message>
        <source>Mend that file (Settings → Library says what is wrong), then try again.</source>
        <translation>请修正该文件（“设置 → 视频库”会说明问题所在），然后重试。</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>Foxreel tries again by itself.</source>
        <translation>Foxreel 会自动重试。</translation>
    </message>
    <message>
        <source>Look into your tasks at FoxAPI first, then choose a way out: see resolve.</source>
        <translation>请先到 FoxAPI 查看任务记录，然后用 resolve 选择处理方式。</translation>
    </message>
    <message>
        <source>Look into your tasks at FoxAPI before you ask for it again.</source>
        <translation>再次生成之前，请先到 FoxAPI 查看任务记录。</translation>
    </message>
    <message>
        <source>The built-in engine costs nothing.</source>
        <translation>内置引擎不收费。</translation>
    </message>
    <message>
        <source>Making a character is free of charge.</source>
        <translation>创建角色不收费。</translation>
    </message>
    <message>
        <source>FoxAPI refused the request as it is.</source>
        <translation>FoxAPI 拒绝了这个请求。</translation>
    </message>
    <message>
        <source>Change what its message names and try again.</source>
        <translation>请按提示修改后再试。</translation>
    </message>
    <message>
        <source>{host} refused the API key.</source>
        <translation>{host} 拒绝了 API 密钥。</translation>
    </message>
    <message>
        <source>Check the key (FOXAPI_API_KEY), then resume. --demo works without one.</source>
        <translation>请检查密钥（FOXAPI_API_KEY），然后执行 resume。--demo 无需密钥。</translation>
    </message>
    <message>
        <source>There is no API key for {host}.</source>
        <translation>没有 {host} 的 API 密钥。</translation>
    </message>
    <message>
        <source>Set FOXAPI_API_KEY or keep the key in the keychain, then resume.</source>
        <translation>请设置 FOXAPI_API_KEY，或把密钥存入系统钥匙串，然后执行 resume。</translation>
    </message>
    <message>
        <source>This job was sent to {host} with another API key.</source>
        <translation>这个任务是用另一个 API 密钥发送到 {host} 的。</translation>
    </message>
    <message>
        <source>Use that key again, then resume; only it can see the task.</source>
        <translation>请换回原来的密钥再执行 resume；只有它能看到这个任务。</translation>
    </message>
    <message>
        <source>The balance at {host} does not cover this clip.</source>
        <translation>{host} 的余额不足以生成这条视频。</translation>
    </message>
    <message>
        <source>Top up the balance, then resume.</source>
        <translation>请充值，然后执行 resume。</translation>
    </message>
    <message>
        <source>This key may not do that at {host}.</source>
        <translation>此密钥在 {host} 没有这项权限。</translation>
    </message>
    <message>
        <source>Check what the key is allowed to do, or use another one.</source>
        <translation>请检查密钥的权限，或换一个密钥。</translation>
    </message>
    <message>
        <source>{host} does not know this task.</source>
        <translation>{host} 找不到这个任务。</translation>
    </message>
    <message>
        <source>Check the task id and that it belongs to this key, then resume.</source>
        <translation>请确认任务号正确且属于此密钥，然后执行 resume。</translation>
    </message>
    <message>
        <source>Stop this job, then ask for the clip again.</source>
        <translation>请停止此任务，然后重新生成。</translation>
    </message>
    <message>
        <source>The start frame is too large for {host}.</source>
        <translation>起始帧文件太大，{host} 不接受。</translation>
    </message>
    <message>
        <source>Use a smaller picture.</source>
        <translation>请换一张小一些的图片。</translation>
    </message>
    <message>
        <source>{host} has no channel for this model at the moment.</source>
        <translation>{host} 目前没有可用于此模型的通道。</translation>
    </message>
    <message>
        <source>Try again later, or choose another model.</source>
        <translation>请稍后再试，或换一个模型。</translation>
    </message>
    <message>
        <source>{host} asks for a pause: too many calls.</source>
        <translation>{host} 要求稍等：调用过于频繁。</translation>
    </message>
    <message>
        <source>The answer of {host} does not say whether the task exists.</source>
        <translation>{host} 的回复无法说明任务是否已创建。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>{host} had a fault of its own.</source>
        <translation>{host} 自身出现故障。</translation>
    </message>
    <message>
        <source>The base URL of this job cannot be used.</source>
        <translation>这个任务的接口地址无法使用。</translation>
    </message>
    <message>
        <source>Ask again with another base URL.</source>
        <translation>请换一个接口地址重新生成。</translation>
    </message>
    <message>
        <source>{host} sent the call elsewhere, and Foxreel does not follow with your key.</source>
        <translation>{host} 把请求转到了别处，Foxreel 不会带着你的密钥跟过去。</translation>
    </message>
    <message>
        <source>Check the base URL (FOXAPI_BASE_URL), then resume.</source>
        <translation>请检查接口地址（FOXAPI_BASE_URL），然后执行 resume。</translation>
    </message>
    <message>
        <source>The answer of {host} could not be read.</source>
        <translation>无法读取 {host} 的回复。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>Check the network; Foxreel tries again by itself.</source>
        <translation>请检查网络；Foxreel 会自动重试。</translation>
    </message>
    <message>
        <source>The certificate of {host} could not be verified.</source>
        <translation>无法验证 {host} 的证书。</translation>
    </message>
    <message>
        <source>Check the base URL, your network and REQUESTS_CA_BUNDLE, then resume.</source>
        <translation>请检查接口地址、网络和 REQUESTS_CA_BUNDLE，然后执行 resume。</translation>
    </message>
    <message>
        <source>No whole answer came back from {host}.</source>
        <translation>没有收到 {host} 的完整回复。</translation>
    </message>
    <message>
        <source>Foxreel ended before the request was sent.</source>
        <translation>Foxreel 在请求发出之前就结束了。</translation>
    </message>
    <message>
        <source>Resume.</source>
        <translation>请执行 resume。</translation>
    </message>
    <message>
        <source>Foxreel ended while the request was under way.</source>
        <translation>Foxreel 在请求进行中结束了。</translation>
    </message>
    <message>
        <source>The provider could not make this clip.</source>
        <translation>服务商未能生成这条视频。</translation>
    </message>
    <message>
        <source>Try again, perhaps with another prompt or picture.</source>
        <translation>请重试，也可以换一个提示词或图片。</translation>
    </message>
    <message>
        <source>The task is finished, but its clip has not been handed out yet.</source>
        <translation>任务已完成，但视频还没有交付。</translation>
    </message>
    <message>
        <source>Resume later; Foxreel asks again.</source>
        <translation>请稍后执行 resume，Foxreel 会再次查询。</translation>
    </message>
    <message>
        <source>The kept copy of the start frame is gone or was changed.</source>
        <translation>保存的起始帧副本丢失或被改动。</translation>
    </message>
    <message>
        <source>Ask again with the picture.</source>
        <translation>请重新选择图片再生成。</translation>
    </message>
    <message>
        <source>It waits for the clip of shot {shot}.</source>
        <translation>正在等待镜头 {shot} 的视频。</translation>
    </message>
    <message>
        <source>Resume shot {shot}, or stop this one.</source>
        <translation>请继续镜头 {shot}，或停止此任务。</translation>
    </message>
    <message>
        <source>The clip that it continues cannot be read any more.</source>
        <translation>它所接续的视频已无法读取。</translation>
    </message>
    <message>
        <source>Fetch that clip again, or ask anew with a picture.</source>
        <translation>请重新获取那段视频，或用图片重新提交。</translation>
    </message>
    <message>
        <source>Ask again with another model.</source>
        <translation>请换一个模型重新生成。</translation>
    </message>
    <message>
        <source>The model {model} is not known now, and {file} in the models folder cannot be used.</source>
        <translation>目前找不到模型 {model}，且模型文件夹中的 {file} 无法使用。</translation>
    </message>
    <message>
        <source>Mend that file (models says what is wrong in it), then resume.</source>
        <translation>请修正该文件（models 命令会说明问题所在），然后运行 resume。</translation>
    </message>
    <message>
        <source>The model {model} was withdrawn and can&apos;t be asked any more.</source>
        <translation>模型 {model} 已下线，无法再使用。</translation>
    </message>
    <message>
        <source>What is known of the model {model} has changed since this was asked for. {problem}</source>
        <translation>提交之后，模型 {model} 的资料有了变化。{problem}</translation>
    </message>
    <message>
        <source>Ask again with settings that the model takes now.</source>
        <translation>请改用该模型现在支持的设置重新提交。</translation>
    </message>
    <message>
        <source>The built-in engine could not start.</source>
        <translation>内置引擎无法启动。</translation>
    </message>
    <message>
        <source>Foxreel made a mistake with this job.</source>
        <translation>Foxreel 处理这个任务时出了错。</translation>
    </message>
    <message>
        <source>Resume; if it happens again, please report it with the log.</source>
        <translation>请执行 resume；如再次出现，请附上日志反馈给我们。</translation>
    </message>
    <message>
        <source>The link to the clip does not work any more.</source>
        <translation>视频链接已失效。</translation>
    </message>
    <message>
        <source>Resume to ask for a fresh one; links live for 24 hours.</source>
        <translation>请执行 resume 获取新链接；链接有效期为 24 小时。</translation>
    </message>
    <message>
        <source>The link to the clip is not a web address, so it was not opened.</source>
        <translation>视频链接不是网页地址，因此没有打开。</translation>
    </message>
    <message>
        <source>Ask FoxAPI about this task.</source>
        <translation>请向 FoxAPI 咨询这个任务。</translation>
    </message>
    <message>
        <source>The download was interrupted.</source>
        <translation>下载中断。</translation>
    </message>
    <message>
        <source>The server&apos;s file has changed during the download.</source>
        <translation>下载过程中服务器上的文件发生了变化。</translation>
    </message>
    <message>
        <source>The link gives a web page instead of the clip.</source>
        <translation>链接返回的是网页，而不是视频。</translation>
    </message>
    <message>
        <source>Resume later, or ask FoxAPI about this task.</source>
        <translation>请稍后执行 resume，或向 FoxAPI 咨询这个任务。</translation>
    </message>
    <message>
        <source>The link to the clip leads in circles.</source>
        <translation>视频链接陷入循环跳转。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make room, then resume.</source>
        <translation>请腾出空间，然后执行 resume。</translation>
    </message>
    <message>
        <source>The folder for this clip is not there: {folder}</source>
        <translation>保存视频的文件夹不存在：{folder}</translation>
    </message>
    <message>
        <source>Bring it back (plug the disk in), then resume.</source>
        <translation>请恢复该文件夹（例如插回移动硬盘），然后执行 resume。</translation>
    </message>
    <message>
        <source>The folder for this clip may not be written: {folder}</source>
        <translation>没有写入权限的文件夹：{folder}</translation>
    </message>
    <message>
        <source>Allow it, then resume.</source>
        <translation>请开放权限，然后执行 resume。</translation>
    </message>
    <message>
        <source>The clip could not be written to {folder}.</source>
        <translation>无法把视频写入 {folder}。</translation>
    </message>
    <message>
        <source>Check the disk, then resume.</source>
        <translation>请检查磁盘，然后执行 resume。</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records cannot be written: is the disk full?</source>
        <translation>无法写入 Foxreel 自己的记录，磁盘是否已满？</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records are damaged.</source>
        <translation>Foxreel 自身的记录已损坏。</translation>
    </message>
    <message>
        <source>Close Foxreel wherever it runs and start it again: it mends them then.</source>
        <translation>请关闭所有正在运行的 Foxreel 再重新启动，届时会自动修复。</translation>
    </message>
    <message>
        <source>Foxreel&apos;s records were damaged, and do not say any more whether this was sent.</source>
        <translation>Foxreel 的记录曾经损坏，已无法得知这个任务是否发送过。</translation>
    </message>
    <message>
        <source>The provider&apos;s content rules refused this.</source>
        <translation>内容未通过服务商的审核规则。</translation>
    </message>
    <message>
        <source>Change the prompt or picture; real people&apos;s faces and brands often cause it.</source>
        <translation>请修改提示词或图片；真人面孔和品牌是常见原因。</translation>
    </message>
    <message>
        <source>The provider did not accept the settings.</source>
        <translation>服务商不接受这些设置。</translation>
    </message>
    <message>
        <source>Change the settings and try again.</source>
        <translation>请修改设置后再试。</translation>
    </message>
    <message>
        <source>The provider could not use the start frame.</source>
        <translation>服务商无法使用这张起始帧。</translation>
    </message>
    <message>
        <source>Try another picture.</source>
        <translation>请换一张图片。</translation>
    </message>
    <message>
        <source>The provider could not fetch the start frame.</source>
        <translation>服务商无法获取起始帧。</translation>
    </message>
    <message>
        <source>Try again; a picture file works where a link does not.</source>
        <translation>请重试；链接不行时，可以直接用图片文件。</translation>
    </message>
    <message>
        <source>The provider does not take this kind of file.</source>
        <translation>服务商不接受这种文件。</translation>
    </message>
    <message>
        <source>Try a PNG or JPEG picture.</source>
        <translation>请换成 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <source>The start frame&apos;s size is not the clip&apos;s.</source>
        <translation>起始帧的尺寸与视频不一致。</translation>
    </message>
    <message>
        <source>Use --fit crop, pad or blur, so that Foxreel makes it fit.</source>
        <translation>请加上 --fit crop、pad 或 blur，让 Foxreel 自动适配。</translation>
    </message>
    <message>
        <source>The provider cancelled the task.</source>
        <translation>服务商取消了这个任务。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>The provider finished without a clip.</source>
        <translation>服务商处理完毕，但没有产出视频。</translation>
    </message>
    <message>
        <source>Try another prompt.</source>
        <translation>请换一个提示词。</translation>
    </message>
    <message>
        <source>The provider took too long and gave up.</source>
        <translation>服务商处理超时，已放弃。</translation>
    </message>
    <message>
        <source>The provider is overloaded.</source>
        <translation>服务商负载过高。</translation>
    </message>
    <message>
        <source>A quota at the provider is used up.</source>
        <translation>服务商的某项配额已用完。</translation>
    </message>
    <message>
        <source>Check the balance and limits of the key, then try again.</source>
        <translation>请检查余额和密钥限额，然后重试。</translation>
    </message>
    <message>
        <source>The provider had a fault of its own.</source>
        <translation>服务商自身出现故障。</translation>
    </message>
    <message>
        <source>The provider is not available at the moment.</source>
        <translation>服务商暂时不可用。</translation>
    </message>
    <message>
        <source>The model&apos;s own service failed.</source>
        <translation>模型自身的服务出现故障。</translation>
    </message>
    <message>
        <source>Something that the request names was not found at the provider.</source>
        <translation>请求中提到的内容在服务商处找不到。</translation>
    </message>
    <message>
        <source>The model was withdrawn, or is not enabled for this key.</source>
        <translation>该模型已下线，或未对此密钥开通。</translation>
    </message>
    <message>
        <source>Choose another model; the list is shown by the command models.</source>
        <translation>请换一个模型；用 models 命令可查看列表。</translation>
    </message>
    <message>
        <source>No channel takes this combination of settings now.</source>
        <translation>目前没有通道支持这组设置。</translation>
    </message>
    <message>
        <source>Change duration, resolution or ratio, or try again later.</source>
        <translation>请调整时长、分辨率或画幅，或稍后再试。</translation>
    </message>
    <message>
        <source>The channel that is free now does not take one of the options.</source>
        <translation>目前空闲的通道不支持其中某个选项。</translation>
    </message>
    <message>
        <source>Leave out characters or keeping on the server, or try again later.</source>
        <translation>请去掉角色或“保留在服务器”，或稍后再试。</translation>
    </message>
    <message>
        <source>Check the base URL (FOXAPI_BASE_URL), then ask again.</source>
        <translation>请检查接口地址（FOXAPI_BASE_URL），然后重新生成。</translation>
    </message>
    <message>
        <source>{host} does not have the clip that was to be remixed.</source>
        <translation>{host} 上没有要改编的视频。</translation>
    </message>
    <message>
        <source>It may not be kept there any more, or belong to another key. Choose another clip to remix.</source>
        <translation>视频可能已不再保留，或属于另一个密钥。请选择其他视频改编。</translation>
    </message>
    <message>
        <source>Shot {shot}, which it continues, has no clip.</source>
        <translation>它所接续的镜头 {shot} 没有视频。</translation>
    </message>
    <message>
        <source>Try shot {shot} again, then resume this one; or stop it.</source>
        <translation>请重试镜头 {shot}，再继续此任务；或将其停止。</translation>
    </message>
    <message>
        <source>Ask again with {nearest}, which takes the same inputs.</source>
        <translation>请改用 {nearest} 重新生成，它接受相同的输入。</translation>
    </message>
    <message>
        <source>Ask FoxAPI about the task {task}: only they might still have the clip. If it comes back, follow fetches it and nothing is paid again. Retry is a new request, and paid for anew.</source>
        <translation>请向 FoxAPI 咨询任务 {task}：只有他们可能还保留着这条视频。如能恢复，可用 follow 取回，不会再次付费；retry 会作为新任务提交，重新计费。</translation>
    </message>
    <message>
        <source>Retry it.</source>
        <translation>请执行 retry。</translation>
    </message>
    <message>
        <source>The request is too large for {host}.</source>
        <translation>请求过大，{host} 不接受。</translation>
    </message>
    <message>
        <source>Ask again with a shorter prompt.</source>
        <translation>请缩短提示词后重新生成。</translation>
    </message>
    <message>
        <source>Look for what was cut off or mistyped, or make a new key.</source>
        <translation>请检查密钥是否漏字或有误，或新建一个密钥。</translation>
    </message>
    <message>
        <source>{host} does not know this call.</source>
        <translation>{host} 没有这个接口。</translation>
    </message>
    <message>
        <source>Sending to {host} was paused after two requests in a row without a clear answer.</source>
        <translation>连续两次请求没有得到明确答复，已暂停向 {host} 发送。</translation>
    </message>
    <message>
        <source>Clear up what is unconfirmed (see resolve); resume sends what waits.</source>
        <translation>请先处理状态未确认的任务（见 resolve）；执行 resume 会发送等待中的任务。</translation>
    </message>
    <message>
        <source>This task and its clip are not kept by {host} any more.</source>
        <translation>{host}已不再保留这个任务及其视频。</translation>
    </message>
    <message>
        <source>This program does not know the model {model} any more.</source>
        <translation>程序已不认识模型 {model}。</translation>
    </message>
    <message>
        <source>Check character ids, video ids and links, then try again.</source>
        <translation>请检查角色 ID、视频 ID 和链接，然后重试。</translation>
    </message>
    <message>
        <source>Check the base URL: another server may be behind it.</source>
        <translation>请检查接口地址：它指向的可能是另一个服务。</translation>
    </message>
    <message>
        <source>{host} did not accept the call.</source>
        <translation>{host} 未接受这次请求。</translation>
    </message>
    <message>
        <source>The balance at {host} is used up.</source>
        <translation>{host} 的余额已用完。</translation>
    </message>
    <message>
        <source>Top up the balance.</source>
        <translation>请充值。</translation>
    </message>
    <message>
        <source>Check the base URL and the network.</source>
        <translation>请检查接口地址和网络。</translation>
    </message>
    <message>
        <source>Check the base URL and the network: a sign-in page or a filter may be between.</source>
        <translation>请检查接口地址和网络：中间可能有登录页面或网络过滤。</translation>
    </message>
    <message>
        <source>Look into your tasks at FoxAPI first, then choose “{resolve}”.</source>
        <translation>请先在 FoxAPI 查看你的任务，再点“{resolve}”。</translation>
    </message>
    <message>
        <source>Choose “{resolve}”; asking again costs nothing.</source>
        <translation>请点“{resolve}”；重新生成不收费。</translation>
    </message>
    <message>
        <source>Choose “{resume}”.</source>
        <translation>请点“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{resume}” later; Foxreel asks again.</source>
        <translation>请稍后点“{resume}”，Foxreel 会再次查询。</translation>
    </message>
    <message>
        <source>Choose “{retry}”.</source>
        <translation>请点“{retry}”。</translation>
    </message>
    <message>
        <source>Choose “{retry}”: it is a new request, and paid for anew.</source>
        <translation>请点“{retry}”：这会作为新任务提交，重新计费。</translation>
    </message>
    <message>
        <source>Choose “{retry}” later: it is a new request, and paid for anew.</source>
        <translation>请稍后点“{retry}”：这会作为新任务提交，重新计费。</translation>
    </message>
    <message>
        <source>Choose “{retry}”, which is paid for anew, or “{reuse}” and another prompt or picture.</source>
        <translation>请点“{retry}”（会重新计费），或点“{reuse}”后更换提示词或图片。</translation>
    </message>
    <message>
        <source>Check the base URL in Settings, then ask again with “{reuse}”.</source>
        <translation>请在设置中检查接口地址，然后用“{reuse}”重新生成。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and a shorter prompt.</source>
        <translation>请选择“{reuse}”并缩短提示词。</translation>
    </message>
    <message>
        <source>Choose “{reuse}”: “{nearest}” takes the same inputs, and the form opens with it.</source>
        <translation>点“{reuse}”：“{nearest}”接受相同的输入，表单会改用它打开。</translation>
    </message>
    <message>
        <source>Ask FoxAPI about this task: only they might still have the clip. If it comes back, choose “{fetch}”, and nothing is paid again. “{retry}” is a new request, and paid for anew.</source>
        <translation>请向 FoxAPI 咨询这个任务：只有他们可能还保留着这条视频。如能恢复，请点“{fetch}”，不会再次付费；“{retry}”会作为新任务提交，重新计费。</translation>
    </message>
    <message>
        <source>Check the API key in Settings, then choose “{resume}”.</source>
        <translation>请在设置中检查 API 密钥，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Add an API key in Settings, then choose “{resume}”.</source>
        <translation>请在设置中添加 API 密钥，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Only that key can see the task: use it again in Settings, then choose “{resume}”.</source>
        <translation>只有原来的密钥能看到这个任务：请在设置中换回它，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Top up the balance, then choose “{resume}”.</source>
        <translation>请充值，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Clear up what is unconfirmed, then choose “{resume}”.</source>
        <translation>请先处理状态未确认的任务，然后点“{resume}”。</translation>
    </message>
    <message>
        <source>Check what the key is allowed to do, then choose “{resume}”.</source>
        <translation>请检查密钥的权限，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Check the task ID and that it belongs to this key, then choose “{resume}”.</source>
        <translation>请确认任务 ID 正确且属于此密钥，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” to ask for it again.</source>
        <translation>请点“{reuse}”，重新提交。</translation>
    </message>
    <message>
        <source>Mend that file (Settings → Library says what is wrong), then choose “{resume}”.</source>
        <translation>请修正该文件（“设置 → 视频库”会说明问题所在），然后选择“{resume}”。</translation>
    </message>
    <message>
        <source>Mend the base URL in Settings, then ask again with “{reuse}”.</source>
        <translation>请在设置中改正接口地址，再点“{reuse}”重新生成。</translation>
    </message>
    <message>
        <source>If the service has moved, set its new base URL in Settings and ask again with “{reuse}”; else choose “{resume}”.</source>
        <translation>如果服务已搬迁，请在设置中填写新的接口地址，再点“{reuse}”重新生成；否则请点“{resume}”。</translation>
    </message>
    <message>
        <source>Check the network: a sign-in page or a filter may be between. Then choose “{resume}”.</source>
        <translation>请检查网络：中间可能有登录页面或网络过滤。然后点“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{resume}”; if it happens again, please report it.</source>
        <translation>请点“{resume}”；如再次出现，请反馈给我们。</translation>
    </message>
    <message>
        <source>Try shot {shot} again, or resume it; this one then goes on by itself.</source>
        <translation>请重试或继续镜头 {shot}，此任务随后会自动进行。</translation>
    </message>
    <message>
        <source>Fetch that clip again, then choose “{resume}”.</source>
        <translation>请重新获取那段视频，然后选择“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{resume}” to ask for a fresh one; links live for 24 hours.</source>
        <translation>请点“{resume}”获取新链接；链接有效期为 24 小时。</translation>
    </message>
    <message>
        <source>Ask FoxAPI about this task, then choose “{resume}”.</source>
        <translation>请向 FoxAPI 咨询这个任务，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{resume}” later, or ask FoxAPI about this task.</source>
        <translation>请稍后点“{resume}”，或向 FoxAPI 咨询这个任务。</translation>
    </message>
    <message>
        <source>Make room on the disk, then choose “{resume}”.</source>
        <translation>请腾出磁盘空间，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Bring it back (plug the disk in), then choose “{resume}”.</source>
        <translation>请恢复该文件夹（例如插回移动硬盘），再点“{resume}”。</translation>
    </message>
    <message>
        <source>Allow it, then choose “{resume}”.</source>
        <translation>请开放权限，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Check the disk, then choose “{resume}”.</source>
        <translation>请检查磁盘，再点“{resume}”。</translation>
    </message>
    <message>
        <source>Close Foxreel wherever it runs and start it again, then choose “{resume}”.</source>
        <translation>请关闭所有正在运行的 Foxreel 再重新启动，然后选择“{resume}”。</translation>
    </message>
    <message>
        <source>Choose “{resume}” to send it with the key that is in use now.</source>
        <translation>请点“{resume}”，用当前的密钥提交。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and change what its message names.</source>
        <translation>请点“{reuse}”，按提示修改后重新生成。</translation>
    </message>
    <message>
        <source>Check what the key is allowed to do, or use another one in Settings; then choose “{retry}”.</source>
        <translation>请检查密钥的权限，或在设置中换一个密钥，再点“{retry}”。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and a smaller picture.</source>
        <translation>请点“{reuse}”，换一张更小的图片。</translation>
    </message>
    <message>
        <source>Choose “{retry}” later, or “{reuse}” and another model.</source>
        <translation>请稍后点“{retry}”，或点“{reuse}”后换一个模型。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and add the picture again.</source>
        <translation>请点“{reuse}”，重新添加图片。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and another model.</source>
        <translation>请点“{reuse}”，换一个模型。</translation>
    </message>
    <message>
        <source>Choose “{reuse}”: the form opens with what it takes now.</source>
        <translation>请选择“{reuse}”，表单会按该模型现在支持的设置打开。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and change the prompt or picture; real people&apos;s faces and brands often cause it.</source>
        <translation>请点“{reuse}”，修改提示词或图片；常见原因是真人面孔和品牌。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and change the settings.</source>
        <translation>请点“{reuse}”，修改设置后重新生成。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and another picture.</source>
        <translation>请点“{reuse}”，换一张图片。</translation>
    </message>
    <message>
        <source>Choose “{retry}”; where the picture is a link, “{reuse}” and a picture file.</source>
        <translation>请点“{retry}”；如果图片是链接，请点“{reuse}”，改用图片文件。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and a PNG or JPEG picture.</source>
        <translation>请点“{reuse}”，改用 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and a picture file: Foxreel makes it fit.</source>
        <translation>请点“{reuse}”，改用图片文件：Foxreel 会自动适配尺寸。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and another prompt.</source>
        <translation>请点“{reuse}”，换一个提示词。</translation>
    </message>
    <message>
        <source>Check the balance and limits of the key, then choose “{retry}”.</source>
        <translation>请检查余额和密钥限额，再点“{retry}”。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and check character IDs, the video ID and links.</source>
        <translation>请选择“{reuse}”，检查角色 ID、视频 ID 和链接。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and another model; those that this key lacks are marked.</source>
        <translation>请点“{reuse}”，换一个模型；此密钥不能用的模型会有标记。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and change duration, resolution or ratio, or “{retry}” later.</source>
        <translation>请点“{reuse}”，调整时长、分辨率或画幅，或稍后点“{retry}”。</translation>
    </message>
    <message>
        <source>Choose “{reuse}” and leave out characters or keeping on the server, or “{retry}” later.</source>
        <translation>请点“{reuse}”，去掉角色或“保留在服务器”，或稍后点“{retry}”。</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>There are no clips of Foxreel in this folder.</source>
        <translation>这个文件夹里没有 Foxreel 的视频。</translation>
    </message>
    <message>
        <source>Clips found: {found}.</source>
        <translation>找到 {found} 个视频。</translation>
    </message>
    <message>
        <source>New in the list: {count}.</source>
        <translation>新加入列表 {count} 个。</translation>
    </message>
    <message>
        <source>Found again where they are now: {count}.</source>
        <translation>已更新位置 {count} 个。</translation>
    </message>
    <message>
        <source>Known already: {count}.</source>
        <translation>列表中已有 {count} 个。</translation>
    </message>
    <message>
        <source>Looking for clips in {folder}</source>
        <translation>正在 {folder} 中查找视频</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>JobActions</name>
    <message>
        <source>Stop following?</source>
        <translation>停止跟踪？</translation>
    </message>
    <message>
        <source>The provider is not told: it may go on and charge for it. Foxreel no longer asks for the clip. You can resume it while the provider keeps it.</source>
        <translation>服务商不会收到通知，可能仍会继续生成并计费。Foxreel 不再查询这个视频。在服务商保留期间，随时可以继续。</translation>
    </message>
    <message>
        <source>Stop following</source>
        <translation>停止跟踪</translation>
    </message>
    <message>
        <source>Removed from the list: {count}. Files stay where they are.</source>
        <translation>已从列表移除 {count} 项，文件保留原处。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The folder is not there any more.</source>
        <translation>文件夹已不存在。</translation>
    </message>
    <message>
        <source>No file manager opened. The clip is {file}</source>
        <translation>没有打开文件管理器。视频位于 {file}</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>There is no answer yet.</source>
        <translation>还没有响应。</translation>
    </message>
    <message>
        <source>This job was cleared up elsewhere meanwhile.</source>
        <translation>该任务已在别处处理完毕。</translation>
    </message>
    <message>
        <source>Another job has that task already: {prompt}</source>
        <translation>已有另一个任务使用该任务 ID：{prompt}</translation>
    </message>
</context>
<context>
    <name>Join</name>
    <message>
        <source>{title} joined</source>
        <translation>{title} 合成</translation>
    </message>
    <message>
        <source>Shot {number} is not ready: it is left out.</source>
        <translation>镜头 {number} 尚未完成，不会放入成片。</translation>
    </message>
    <message>
        <source>Join {count} clips</source>
        <translation>合成 {count} 段视频</translation>
    </message>
    <message>
        <source>They become one film, with their sound. The clips stay as they are.</source>
        <translation>这些视频会连同声音合成一个成片，原视频保持不变。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>更改文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>Looking at the clips…</source>
        <translation>正在检查视频…</translation>
    </message>
    <message>
        <source>Where the film goes</source>
        <translation>成片保存到</translation>
    </message>
    <message>
        <source>Give the film a name.</source>
        <translation>请给成片起个名字。</translation>
    </message>
    <message>
        <source>Shots {numbers} are not ready: they are left out.</source>
        <translation>镜头 {numbers} 尚未完成，不会放入成片。</translation>
    </message>
    <message>
        <source>Shot {number} is left out, as you wish.</source>
        <translation>按你的选择，镜头 {number} 不放入成片。</translation>
    </message>
    <message>
        <source>Shots {numbers} are left out, as you wish.</source>
        <translation>按你的选择，镜头 {numbers} 不放入成片。</translation>
    </message>
    <message>
        <source>Without re-encoding: every picture stays exactly as it is.</source>
        <translation>无需重新编码：每一帧画面都原样保留。</translation>
    </message>
    <message>
        <source>The clips differ in size or encoding, so the film is encoded anew. Takes longer.</source>
        <translation>各段视频的尺寸或编码不同，需要重新编码，耗时会长一些。</translation>
    </message>
    <message>
        <source>There is a file of that name already. Choose another name.</source>
        <translation>已有同名文件，请换一个名称。</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Paste from the clipboard</source>
        <translation>从剪贴板粘贴</translation>
    </message>
    <message>
        <source>Keep without checking</source>
        <translation>不检查，直接保存</translation>
    </message>
    <message>
        <source>Another base URL</source>
        <translation>使用其他接口地址</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Check and keep</source>
        <translation>检查并保存</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>显示密钥</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>隐藏密钥</translation>
    </message>
    <message>
        <source>The clipboard holds no text.</source>
        <translation>剪贴板中没有文字。</translation>
    </message>
    <message>
        <source>The environment variable FOXAPI_API_KEY is set. At the next start its key goes first; to use the one that you keep here, take the variable away.</source>
        <translation>已设置环境变量 FOXAPI_API_KEY。下次启动时会优先使用其中的密钥；如需使用在此保存的密钥，请移除该变量。</translation>
    </message>
    <message>
        <source>The key works. It is kept in this system&apos;s keychain.</source>
        <translation>密钥有效，已存入系统钥匙串。</translation>
    </message>
    <message>
        <source>The key is kept in this system&apos;s keychain. Whether it works shows with the first call.</source>
        <translation>密钥已存入系统钥匙串。是否有效，首次调用时才知道。</translation>
    </message>
    <message>
        <source>The key works, but this system has no keychain that Foxreel can use. It is kept until you close Foxreel. To have it at every start, set the environment variable FOXAPI_API_KEY.</source>
        <translation>密钥有效，但系统没有 Foxreel 可用的钥匙串，因此只保留到关闭 Foxreel 为止。如需每次启动都可用，请设置环境变量 FOXAPI_API_KEY。</translation>
    </message>
    <message>
        <source>This system has no keychain that Foxreel can use, so the key is kept until you close Foxreel. To have it at every start, set the environment variable FOXAPI_API_KEY. Whether it works shows with the first call.</source>
        <translation>系统没有 Foxreel 可用的钥匙串，因此密钥只保留到关闭 Foxreel 为止。如需每次启动都可用，请设置环境变量 FOXAPI_API_KEY。是否有效，首次调用时才知道。</translation>
    </message>
    <message>
        <source>The key works.</source>
        <translation>密钥有效。</translation>
    </message>
    <message>
        <source>{host} did not refuse the key, but does not say more of it.</source>
        <translation>{host} 没有拒绝此密钥，但也没有更多说明。</translation>
    </message>
    <message>
        <source>{host} refused this key. Check that it was copied whole, is still valid, and belongs to this host.</source>
        <translation>{host} 拒绝了此密钥。请确认密钥复制完整、仍然有效，并且属于该服务器。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>The certificate of {host} could not be verified.</source>
        <translation>无法验证 {host} 的证书。</translation>
    </message>
    <message>
        <source>This is no key.</source>
        <translation>这不是密钥。</translation>
    </message>
    <message>
        <source>The key was not checked.</source>
        <translation>未检查密钥。</translation>
    </message>
</context>
<context>
    <name>KeyCheck</name>
    <message>
        <source>{host} takes this key.</source>
        <translation>{host} 接受此密钥。</translation>
    </message>
    <message>
        <source>It did not refuse the key, so the key is kept.</source>
        <translation>它没有拒绝此密钥，因此密钥已保留。</translation>
    </message>
</context>
<context>
    <name>Launcher</name>
    <message>
        <source>There is no display here to open a window on.</source>
        <translation>这里没有可用的显示器，无法打开窗口。</translation>
    </message>
    <message>
        <source>“{name}” is a command: it comes first, its options after it.</source>
        <translation>“{name}”是命令：请写在最前面，选项跟在后面。</translation>
    </message>
    <message>
        <source>There is no command and no file “{name}”. Try foxreel --help.</source>
        <translation>没有名为“{name}”的命令或文件。可运行 foxreel --help 查看用法。</translation>
    </message>
    <message>
        <source>Foxreel is open already, but it does not answer. Wait a little and try again, or end it.</source>
        <translation>Foxreel 已经打开，但没有响应。请稍等再试，或结束它。</translation>
    </message>
    <message>
        <source>The window cannot be opened: {reason}.</source>
        <translation>无法打开窗口：{reason}。</translation>
    </message>
    <message>
        <source>scripts/run installs what is missing.</source>
        <translation>运行 scripts/run 可安装缺少的组件。</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>视频库</translation>
    </message>
    <message>
        <source>Find clips again</source>
        <translation>找回视频</translation>
    </message>
    <message>
        <source>Brings clips of Foxreel into the list that are not in it: after a new installation, from another computer, or moved to another folder.</source>
        <translation>把不在列表中的 Foxreel 视频重新加入列表：例如重装之后、来自另一台电脑，或移动到了其他文件夹。</translation>
    </message>
    <message>
        <source>Look in a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>The folders in it are looked through too. What made a clip is read from the .json beside it, or from its own tags. No file is copied, moved or changed.</source>
        <translation>会一并查找其中的子文件夹。视频的生成信息读取自旁边的 .json 文件或视频自带的标签。不会复制、移动或修改任何文件。</translation>
    </message>
    <message>
        <source>Models of your own</source>
        <translation>自己的模型</translation>
    </message>
    <message>
        <source>A model that Foxreel does not bring is a file in a folder: as soon as it is there it is checked, and appears among the models. docs/models.md tells what is in it.</source>
        <translation>Foxreel 未内置的模型，可以用文件夹里的一个文件来添加：放进去后会立即检查，并出现在模型列表中。文件写法见 docs/models.md。</translation>
    </message>
    <message>
        <source>Models folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 处</translation>
    </message>
    <message>
        <source>Folder with clips</source>
        <translation>视频所在的文件夹</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>Limits</source>
        <translation>并发</translation>
    </message>
    <message>
        <source>More limits</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Use the usual numbers</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Clips in the making</source>
        <translation>同时生成</translation>
    </message>
    <message>
        <source>How many the provider works on at once; more wait their turn.</source>
        <translation>服务商同时处理几条视频；其余的排队等候。</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>同时下载</translation>
    </message>
    <message>
        <source>How many finished clips are fetched at once.</source>
        <translation>同时取回几条成片。</translation>
    </message>
    <message>
        <source>Requests being sent</source>
        <translation>同时发送</translation>
    </message>
    <message>
        <source>One at a time is the safest: each is answered before the next.</source>
        <translation>一次一个最稳妥：收到回复后再发下一个。</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>同时上传</translation>
    </message>
    <message>
        <source>How many start frames are uploaded at once.</source>
        <translation>同时上传几张起始帧。</translation>
    </message>
    <message>
        <source>Progress queries</source>
        <translation>同时查询</translation>
    </message>
    <message>
        <source>How many clips are asked about at once. Asking costs nothing.</source>
        <translation>同时查询几条视频的进度。查询不收费。</translation>
    </message>
</context>
<context>
    <name>Media</name>
    <message>
        <source>The clip {name} is not there any more.</source>
        <translation>视频 {name} 已不存在。</translation>
    </message>
    <message>
        <source>You are not allowed to open the clip {name}.</source>
        <translation>没有权限打开视频 {name}。</translation>
    </message>
    <message>
        <source>{name} is not a clip that Foxreel can read.</source>
        <translation>Foxreel 无法读取 {name}，它不是可识别的视频。</translation>
    </message>
    <message>
        <source>{name} has no picture, only sound.</source>
        <translation>{name} 只有声音，没有画面。</translation>
    </message>
    <message>
        <source>The clip {name} is damaged or cut off.</source>
        <translation>视频 {name} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>The disk is full. Make room and try again.</source>
        <translation>磁盘已满，请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The folder to write to is not there any more.</source>
        <translation>要写入的文件夹已不存在。</translation>
    </message>
    <message>
        <source>Nothing may be written in that folder.</source>
        <translation>该文件夹不允许写入。</translation>
    </message>
    <message>
        <source>A file of that name is there already. Choose another name.</source>
        <translation>已有同名文件，请换一个名称。</translation>
    </message>
    <message>
        <source>The disk does not take the file: {reason}.</source>
        <translation>文件无法写入磁盘：{reason}。</translation>
    </message>
    <message>
        <source>A file cannot be used: {reason}.</source>
        <translation>文件无法使用：{reason}。</translation>
    </message>
</context>
<context>
    <name>MediaWork</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Hide. The work goes on.</source>
        <translation>隐藏（处理会继续）</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>ModelFile</name>
    <message>
        <source>it cannot be read: {reason}.</source>
        <translation>无法读取：{reason}。</translation>
    </message>
    <message>
        <source>Foxreel cannot make a model of it. Please report it, with the file.</source>
        <translation>Foxreel 无法从中得到模型。请连同此文件一起反馈给我们。</translation>
    </message>
    <message>
        <source>it is larger than {limit} MB.</source>
        <translation>文件超过 {limit} MB。</translation>
    </message>
    <message>
        <source>it is no JSON text: look at line {line}, column {column}. Often a comma or a quotation mark is missing there, or one too many.</source>
        <translation>不是有效的 JSON：请检查第 {line} 行第 {column} 列，常见原因是缺少或多了逗号、引号。</translation>
    </message>
    <message>
        <source>it is no text in UTF-8. Save it again with that encoding.</source>
        <translation>文件不是 UTF-8 编码，请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{number} is no number that a model can have.</source>
        <translation>{number} 不是模型可用的数字。</translation>
    </message>
    <message>
        <source>one object has “{name}” twice.</source>
        <translation>同一个对象中“{name}”出现了两次。</translation>
    </message>
    <message>
        <source>the model “{name}” is in {other} already. That one is used.</source>
        <translation>模型“{name}”已在 {other} 中定义，以那一个为准。</translation>
    </message>
    <message>
        <source>two of its models are called “{name}”.</source>
        <translation>文件中有两个模型都叫“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” is missing.</source>
        <translation>缺少“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” is not known. Known are {choices}.</source>
        <translation>无法识别“{name}”。可用的有 {choices}。</translation>
    </message>
    <message>
        <source>{value} is not known here. It can be {choices}.</source>
        <translation>此处无法识别 {value}，可选 {choices}。</translation>
    </message>
    <message>
        <source>{value} is not possible. It must be {wanted}.</source>
        <translation>不能是 {value}，必须是 {wanted}。</translation>
    </message>
    <message>
        <source>{value} does not fit. It must be {kinds}.</source>
        <translation>{value} 的类型不对，应为{kinds}。</translation>
    </message>
    <message>
        <source>{value} is no condition. It must be &quot;given&quot;, a list of values, or {{&quot;count&quot;: number}}.</source>
        <translation>{value} 不是条件。应为 &quot;given&quot;、一组取值，或 {{&quot;count&quot;: 数字}}。</translation>
    </message>
    <message>
        <source>{value} is too little. It can be {wanted} or more.</source>
        <translation>{value} 太小，不能小于 {wanted}。</translation>
    </message>
    <message>
        <source>{value} is too little. It must be more than {wanted}.</source>
        <translation>{value} 太小，必须大于 {wanted}。</translation>
    </message>
    <message>
        <source>the list is too short. Entries needed: {wanted}.</source>
        <translation>列表太短，至少需要 {wanted} 项。</translation>
    </message>
    <message>
        <source>the list is too long. It can have {wanted}.</source>
        <translation>列表太长，最多 {wanted} 项。</translation>
    </message>
    <message>
        <source>the text is empty.</source>
        <translation>文字为空。</translation>
    </message>
    <message>
        <source>nothing is in it.</source>
        <translation>内容为空。</translation>
    </message>
    <message>
        <source>a value is in the list twice.</source>
        <translation>列表中有重复的值。</translation>
    </message>
    <message>
        <source>there is no common field “{name}”. There are {choices}.</source>
        <translation>没有名为“{name}”的公共字段。可用的有 {choices}。</translation>
    </message>
    <message>
        <source>the default {value} is none that the field takes. {problem}</source>
        <translation>该字段不接受默认值 {value}。{problem}</translation>
    </message>
    <message>
        <source>two fields are called “{name}”.</source>
        <translation>有两个字段都叫“{name}”。</translation>
    </message>
    <message>
        <source>there is no field “{name}”. The model has {choices}.</source>
        <translation>没有字段“{name}”。此模型的字段有 {choices}。</translation>
    </message>
    <message>
        <source>a field with the role “{role}” must have the type {choices}.</source>
        <translation>角色为“{role}”的字段，类型必须是 {choices}。</translation>
    </message>
    <message>
        <source>files of the role “{role}” have no rule “{name}”. There are {choices}.</source>
        <translation>角色为“{role}”的文件没有“{name}”这条规则。可用的有 {choices}。</translation>
    </message>
    <message>
        <source>the field “{name}” must have the type {choices}.</source>
        <translation>字段“{name}”的类型必须是 {choices}。</translation>
    </message>
    <message>
        <source>of what kind the field is must be said with “type”. It can be {choices}.</source>
        <translation>需要用“type”说明字段的类型，可选 {choices}。</translation>
    </message>
    <message>
        <source>“{least}” is {low} and “{most}” is {high}: the least cannot be more than the most.</source>
        <translation>“{least}”为 {low}，“{most}”为 {high}：最小值不能大于最大值。</translation>
    </message>
    <message>
        <source>“{name}” cannot be a field: the request says the model&apos;s id there.</source>
        <translation>“{name}”不能作为字段：请求在这里写模型 id。</translation>
    </message>
    <message>
        <source>in the request it would be in the way of “{name}”: see their “wire”.</source>
        <translation>它在请求中与“{name}”冲突：请检查两者的“wire”。</translation>
    </message>
    <message>
        <source>“{name}” has {count} entries. There can be {limit}.</source>
        <translation>“{name}”有 {count} 项，最多 {limit} 项。</translation>
    </message>
    <message>
        <source>“{name}” is no list, so it has no entries to count.</source>
        <translation>“{name}”不是列表，没有可计数的项。</translation>
    </message>
    <message>
        <source>“{name}” and “{other}” both have the role “{role}”. There can be one such file.</source>
        <translation>“{name}”和“{other}”的角色都是“{role}”，而这种文件只能有一个。</translation>
    </message>
    <message>
        <source>{value} is no length: none is less than 0.</source>
        <translation>{value} 不能作为时长：时长不能小于 0。</translation>
    </message>
    <message>
        <source>{value} is no day of the calendar.</source>
        <translation>日历上没有 {value} 这一天。</translation>
    </message>
    <message>
        <source>{value} is no choice of “{field}”, so this never applies. There are {choices}.</source>
        <translation>“{field}”没有 {value} 这个选项，所以这里永远不会生效。可选的有 {choices}。</translation>
    </message>
    <message>
        <source>“{name}” can never be {value}, so this never applies.</source>
        <translation>“{name}”不可能是 {value}，所以这里永远不会生效。</translation>
    </message>
    <message>
        <source>“{name}” is a list and never one of these values. Its condition can be &quot;given&quot; or {{&quot;count&quot;: number}}.</source>
        <translation>“{name}”是列表，不可能等于其中的某个值。它的条件可以是 &quot;given&quot; 或 {{&quot;count&quot;: 数字}}。</translation>
    </message>
    <message>
        <source>“{name}” can never have {count} entries, so this never applies.</source>
        <translation>“{name}”不可能有 {count} 项，所以这里永远不会生效。</translation>
    </message>
    <message>
        <source>“{name}” says nothing to a field of the type {type}. It is for {choices}.</source>
        <translation>“{name}”对类型为 {type} 的字段不起作用，它只用于 {choices}。</translation>
    </message>
    <message>
        <source>nothing is left of “{name}”: no value of it fits these limits.</source>
        <translation>“{name}”没有任何可用的值了：它的值都不符合这些限制。</translation>
    </message>
    <message>
        <source>“excludes” needs a “when”, which says with what it does not go.</source>
        <translation>“excludes”需要配合“when”，说明不能与什么同时使用。</translation>
    </message>
    <message>
        <source>a model that makes characters needs a field with the role “source_clip”, and one called “name”.</source>
        <translation>创建角色的模型需要一个角色为“source_clip”的字段，以及一个名为“name”的字段。</translation>
    </message>
    <message>
        <source>more is wrong. It is told once this is mended.</source>
        <translation>还有其他问题，改好以上这些后会再列出。</translation>
    </message>
    <message>
        <source>an object in braces</source>
        <translation>花括号中的对象</translation>
    </message>
    <message>
        <source>a list in brackets</source>
        <translation>方括号中的列表</translation>
    </message>
    <message>
        <source>a text in quotation marks</source>
        <translation>引号中的文字</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>there is no field “{name}”. Did you mean “{meant}”? The model has {choices}.</source>
        <translation>没有“{name}”这个字段。您是想写“{meant}”吗？这个模型有 {choices}。</translation>
    </message>
    <message>
        <source>{value} cannot be an id. It can have letters, digits, dots, dashes and underscores, and begins with a letter or a digit.</source>
        <translation>{value} 不能作为 id。id 只能包含字母、数字、点、连字符和下划线，并以字母或数字开头。</translation>
    </message>
    <message>
        <source>{value} is no date. Dates look like 2026-11-22.</source>
        <translation>{value} 不是日期。日期的写法如 2026-11-22。</translation>
    </message>
    <message>
        <source>{value} cannot be a field&apos;s name. It can have letters, digits and underscores, and does not begin with a digit.</source>
        <translation>{value} 不能作为字段名。字段名只能包含字母、数字和下划线，且不能以数字开头。</translation>
    </message>
    <message>
        <source>{file}, at {where}: {wrong}</source>
        <translation>{file} 的 {where} 处：{wrong}</translation>
    </message>
    <message>
        <source>{file}: {wrong}</source>
        <translation>{file}：{wrong}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Start frame</source>
        <translation>起始帧</translation>
    </message>
    <message>
        <source>End frame</source>
        <translation>结束帧</translation>
    </message>
    <message>
        <source>Reference pictures</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Source clip</source>
        <translation>原视频</translation>
    </message>
    <message>
        <source>Reference clips</source>
        <translation>参考视频</translation>
    </message>
    <message>
        <source>Sound file</source>
        <translation>音频文件</translation>
    </message>
    <message>
        <source>Reference sound</source>
        <translation>参考音频</translation>
    </message>
    <message>
        <source>Clip to remix</source>
        <translation>要改编的视频</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>有声</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>sound if you like</source>
        <translation>声音可选</translation>
    </message>
    <message>
        <source>{input}, up to {count}</source>
        <translation>{input}，最多 {count} 个</translation>
    </message>
    <message>
        <source>{input} (needed)</source>
        <translation>{input}（必需）</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Choose another model ({keys})</source>
        <translation>选择其他模型（{keys}）</translation>
    </message>
    <message>
        <source>Clips: {sound}</source>
        <translation>视频：{sound}</translation>
    </message>
    <message>
        <source>Take from the favourites ({keys})</source>
        <translation>取消收藏（{keys}）</translation>
    </message>
    <message>
        <source>Make it a favourite ({keys})</source>
        <translation>收藏（{keys}）</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>With sound</source>
        <translation>有声</translation>
    </message>
    <message>
        <source>Only models that begin with a picture</source>
        <translation>只看支持起始帧的模型</translation>
    </message>
    <message>
        <source>Only models that end with a picture</source>
        <translation>只看支持结束帧的模型</translation>
    </message>
    <message>
        <source>Only models that take reference pictures</source>
        <translation>只看支持参考图的模型</translation>
    </message>
    <message>
        <source>Only models that take a clip</source>
        <translation>只看可输入视频的模型</translation>
    </message>
    <message>
        <source>Only models that follow a sound file</source>
        <translation>只看可输入音频的模型</translation>
    </message>
    <message>
        <source>Only models whose clips can have sound</source>
        <translation>只看能生成声音的模型</translation>
    </message>
    <message>
        <source>Search by name, maker or what it takes</source>
        <translation>搜索名称、厂商或所需素材</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>↑ ↓ go on · Enter takes it · {keys} makes it a favourite</source>
        <translation>↑ ↓ 选择 · 回车确定 · {keys} 收藏</translation>
    </message>
    <message>
        <source>No model is like that.</source>
        <translation>没有符合条件的模型。</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Not with this key</source>
        <translation>此密钥不可用</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已下线</translation>
    </message>
    <message>
        <source>The built-in engine draws an animatic for each of them.</source>
        <translation>内置引擎可为每个模型绘制分镜动画。</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>全部模型</translation>
    </message>
    <message>
        <source>With this key</source>
        <translation>此密钥可用</translation>
    </message>
    <message>
        <source>Which of them your key can call is not known.</source>
        <translation>尚不清楚你的密钥能调用哪些模型。</translation>
    </message>
    <message>
        <source>own file</source>
        <translation>自有文件</translation>
    </message>
    <message>
        <source>not with this key</source>
        <translation>此密钥不可用</translation>
    </message>
    <message>
        <source>Withdrawn on {date}.</source>
        <translation>已于 {date} 下线。</translation>
    </message>
    <message>
        <source>{model} takes the same.</source>
        <translation>{model} 所需素材相同。</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>已收藏</translation>
    </message>
    <message>
        <source>Nothing is called “{words}”. Nearest:</source>
        <translation>没有找到“{words}”，最接近的是：</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Names</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Names of new clips</source>
        <translation>新视频的名称</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Click to insert</source>
        <translation>点击插入</translation>
    </message>
    <message>
        <source>What stands before a “/” is a folder, inside the one for clips. A number is added where a name is taken. Clips that are there keep their names.</source>
        <translation>“/”之前的部分是视频文件夹内的子文件夹。重名时会自动加上序号，已有视频的名称不变。</translation>
    </message>
    <message>
        <source>Insert {field}</source>
        <translation>插入{field}</translation>
    </message>
    <message>
        <source>Use the usual names</source>
        <translation>恢复默认命名</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Prompt&apos;s words</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>第几条</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>第几个镜头</translation>
    </message>
    <message>
        <source>Job ID</source>
        <translation>任务 ID</translation>
    </message>
    <message>
        <source>Golden hour waves roll onto a quiet beach</source>
        <translation>黄昏的海浪缓缓涌上宁静的沙滩</translation>
    </message>
    <message>
        <source>Mika</source>
        <translation>小米</translation>
    </message>
</context>
<context>
    <name>OtherUses</name>
    <message>
        <source>No settings in this clip</source>
        <translation>这个视频没有参数信息</translation>
    </message>
    <message>
        <source>“{name}” does not say how it was made: it comes from elsewhere, or its tags were removed. You can use the clip itself.</source>
        <translation>“{name}”中没有生成信息：它来自别处，或标签已被去除。您仍可使用视频本身。</translation>
    </message>
    <message>
        <source>Begin with its last frame</source>
        <translation>用最后一帧作为起始帧</translation>
    </message>
    <message>
        <source>Make a character…</source>
        <translation>创建角色…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>OwnModels</name>
    <message>
        <source>New model: {names}</source>
        <translation>新模型：{names}</translation>
    </message>
    <message>
        <source>Your own file is used now for {names}</source>
        <translation>现在使用你自己的文件：{names}</translation>
    </message>
    <message>
        <source>Read again: {names}</source>
        <translation>已重新读取：{names}</translation>
    </message>
    <message>
        <source>Not in your folder of models any more: {names}</source>
        <translation>已不在你的模型文件夹中：{names}</translation>
    </message>
    <message>
        <source>{words} Mistakes in it: {count}, see Settings → Library.</source>
        <translation>{words}该文件共有 {count} 处问题，详见“设置 → 视频库”。</translation>
    </message>
    <message>
        <source>{words} Files that cannot be used: {count}.</source>
        <translation>{words}共有 {count} 个文件无法使用。</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Pause</name>
    <message>
        <source>Sending to {host} was paused after two requests in a row without a clear answer. Not sent, and not charged: {count}. Clear up what is unconfirmed, then go on to send them.</source>
        <translation>连续两次请求没有得到明确答复，已暂停向 {host} 发送。未发送、未扣费的任务：{count} 个。请先处理状态未确认的任务，再继续发送。</translation>
    </message>
    <message>
        <source>{host} refused the API key. Waiting for it: {count}. Change the key in Settings, or go on if this one works again.</source>
        <translation>{host} 拒绝了 API 密钥，有 {count} 个任务在等待。请在设置中更换密钥；如果这个密钥已恢复可用，直接继续即可。</translation>
    </message>
    <message>
        <source>The balance at {host} does not cover the next clip. Waiting for it: {count}. Top it up: Foxreel looks when you come back to this window.</source>
        <translation>{host} 的余额不够生成下一条视频，有 {count} 个任务在等待。请充值：回到这个窗口时，Foxreel 会重新查看余额。</translation>
    </message>
    <message>
        <source>Sending to {host} is paused after two requests in a row without a clear answer; sending these ends that.</source>
        <translation>连续两次请求没有得到明确答复，目前暂停向 {host} 发送；发送这些任务会解除暂停。</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Clip</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>This system lacks something that playing clips needs.</source>
        <translation>当前系统缺少播放视频所需的组件。</translation>
    </message>
    <message>
        <source>This clip cannot be played: its file may be damaged.</source>
        <translation>无法播放这个视频，文件可能已损坏。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>播放位置</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Frame back</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Frame forward</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环播放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>No sound to play</source>
        <translation>没有可播放的声音</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>New clips are made by the built-in engine now. They cost nothing.</source>
        <translation>新视频现在由内置引擎生成，不产生费用。</translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}</source>
        <translation>设置无法保存：{reason}</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>There is no model “{model}”. The list of models has those there are.</source>
        <translation>没有名为“{model}”的模型，请在模型列表中查看可用模型。</translation>
    </message>
    <message>
        <source>This model has no option “{field}”.</source>
        <translation>此模型没有“{field}”选项。</translation>
    </message>
    <message>
        <source>“{field}” can be {choices}.</source>
        <translation>“{field}”可选：{choices}。</translation>
    </message>
    <message>
        <source>“{field}” is either on or off.</source>
        <translation>“{field}”只能是开或关。</translation>
    </message>
    <message>
        <source>“{field}” must be a list of texts.</source>
        <translation>“{field}”必须是文本列表。</translation>
    </message>
    <message>
        <source>“{field}” holds characters that are no text.</source>
        <translation>“{field}”中含有不是文字的字符。</translation>
    </message>
    <message>
        <source>“{field}” is missing.</source>
        <translation>缺少“{field}”。</translation>
    </message>
    <message>
        <source>“{field}” has {length} characters; this model takes {limit}.</source>
        <translation>“{field}”有 {length} 个字符，此模型最多 {limit} 个。</translation>
    </message>
    <message>
        <source>“{field}” is longer than {limit} MB. Nothing was sent.</source>
        <translation>“{field}”超过 {limit} MB，没有发送任何内容。</translation>
    </message>
    <message>
        <source>“{field}” has {count} entries; this model takes {limit}.</source>
        <translation>“{field}”有 {count} 项，此模型最多 {limit} 项。</translation>
    </message>
    <message>
        <source>“{field}” holds characters that no key has. Nothing was sent.</source>
        <translation>“{field}”中含有密钥不会有的字符。未发送任何内容。</translation>
    </message>
    <message>
        <source>“{field}” is much too long for a key. Nothing was sent.</source>
        <translation>“{field}”过长，不可能是密钥。没有发送任何内容。</translation>
    </message>
    <message>
        <source>This is a shortened key. Copy the whole one.</source>
        <translation>这是缩略显示的密钥，请复制完整的密钥。</translation>
    </message>
    <message>
        <source>A key has no space inside. Paste it alone.</source>
        <translation>密钥中间没有空格，请只粘贴密钥本身。</translation>
    </message>
    <message>
        <source>“{field}” can be {low} to {high}.</source>
        <translation>“{field}”的范围是 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>The clip of {id} can&apos;t be remixed. {reason}</source>
        <translation>{id} 的视频不能改编。{reason}</translation>
    </message>
    <message>
        <source>The name in “{field}” must end with {ending}.</source>
        <translation>“{field}”中的文件名必须以 {ending} 结尾。</translation>
    </message>
    <message>
        <source>“{field}” needs a start frame.</source>
        <translation>使用“{field}”需要起始帧。</translation>
    </message>
    <message>
        <source>“{field}” goes with the fit “{fit}” only.</source>
        <translation>“{field}”只能与适配方式“{fit}”一起使用。</translation>
    </message>
    <message>
        <source>The picture {source} cannot be read: {reason}.</source>
        <translation>无法读取图片 {source}：{reason}。</translation>
    </message>
    <message>
        <source>The picture {source} is larger than {limit} MB.</source>
        <translation>图片 {source} 超过 {limit} MB。</translation>
    </message>
    <message>
        <source>The picture {source} could not be fetched: {reason}.</source>
        <translation>无法获取图片 {source}：{reason}。</translation>
    </message>
    <message>
        <source>The picture {source} is too large: {width}×{height} pixels.</source>
        <translation>图片 {source} 太大：{width}×{height} 像素。</translation>
    </message>
    <message>
        <source>{source} is not a picture that Foxreel can read.</source>
        <translation>{source} 不是 Foxreel 能读取的图片。</translation>
    </message>
    <message>
        <source>The picture {source} is {width}×{height}. Its shorter side needs at least {limit} pixels.</source>
        <translation>图片 {source} 为 {width}×{height}，短边至少需要 {limit} 像素。</translation>
    </message>
    <message>
        <source>The picture {source} is {width}×{height}. One side may be {limit} times the other at most.</source>
        <translation>图片 {source} 为 {width}×{height}，长边最多为短边的 {limit} 倍。</translation>
    </message>
    <message>
        <source>The picture {source} is damaged.</source>
        <translation>图片 {source} 已损坏。</translation>
    </message>
    <message>
        <source>{source} is neither a file nor an http(s) address.</source>
        <translation>{source} 既不是文件，也不是 http(s) 地址。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {reason}.</source>
        <translation>无法使用文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The settings in {file} cannot be used: {entries}. Mend or remove them.</source>
        <translation>无法使用 {file} 中的设置：{entries}。请修正或删除。</translation>
    </message>
    <message>
        <source>The settings in {file} are no JSON object. Mend or remove the file.</source>
        <translation>{file} 中的设置不是 JSON 对象。请修正或删除该文件。</translation>
    </message>
    <message>
        <source>The settings in {file} cannot be read: {reason}. Mend or remove the file.</source>
        <translation>无法读取 {file} 中的设置：{reason}。请修正或删除该文件。</translation>
    </message>
    <message>
        <source>“{field}” is no task id. Nothing was sent. An id looks like task-….</source>
        <translation>“{field}”不是任务 ID，没有发送任何内容。任务 ID 形如 task-…。</translation>
    </message>
    <message>
        <source>The picture {source} is not the one that was shown any more. Nothing was sent: look at it, and ask again.</source>
        <translation>图片 {source} 已不是刚才显示的那张，没有发送任何内容。请查看后再次生成。</translation>
    </message>
    <message>
        <source>The clip {source} cannot be read: {reason}.</source>
        <translation>无法读取视频 {source}：{reason}。</translation>
    </message>
    <message>
        <source>{source} is not a clip that Foxreel can read.</source>
        <translation>{source} 不是 Foxreel 可识别的视频。</translation>
    </message>
    <message>
        <source>{source} has no picture, only sound.</source>
        <translation>{source} 只有声音，没有画面。</translation>
    </message>
    <message>
        <source>The clip {source} is damaged or cut off.</source>
        <translation>视频 {source} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>The clip {source} is {width}×{height}. Its shorter side needs at least {limit} pixels.</source>
        <translation>视频 {source} 的尺寸为 {width}×{height}，短边至少需要 {limit} 像素。</translation>
    </message>
    <message>
        <source>The clip {source} is {width}×{height}. One side may be {limit} times the other at most.</source>
        <translation>视频 {source} 的尺寸为 {width}×{height}，长边最多为短边的 {limit} 倍。</translation>
    </message>
    <message>
        <source>The clip {source} has {seconds} s. It must have {limit} s at least.</source>
        <translation>视频 {source} 时长为 {seconds} 秒，至少需要 {limit} 秒。</translation>
    </message>
    <message>
        <source>The clip {source} has {seconds} s. It can have {limit} s at most.</source>
        <translation>视频 {source} 时长为 {seconds} 秒，最长 {limit} 秒。</translation>
    </message>
    <message>
        <source>The clip {source} is {width}×{height}. Its shorter side can have {limit} pixels at most.</source>
        <translation>视频 {source} 为 {width}×{height}，短边最多 {limit} 像素。</translation>
    </message>
    <message>
        <source>What is used of “{field}” is {seconds} s together; this model takes {limit} s in all. Give fewer or shorter ones.</source>
        <translation>“{field}”实际使用的时长合计 {seconds} 秒，而该模型总共最多接受 {limit} 秒。请减少数量或缩短时长。</translation>
    </message>
    <message>
        <source>There is no field {name}. The fields are {choices}.</source>
        <translation>没有 {name} 这个字段。可用字段：{choices}。</translation>
    </message>
    <message>
        <source>A {sign} stands alone here. A field looks like {example}.</source>
        <translation>这里有一个落单的 {sign}。字段应写成 {example}。</translation>
    </message>
    <message>
        <source>A file&apos;s name cannot hold {signs}</source>
        <translation>文件名不能包含 {signs}</translation>
    </message>
    <message>
        <source>Names stay inside the folder for clips: no “/” at the beginning, and no folder of dots.</source>
        <translation>文件只能放在视频文件夹内：不能以“/”开头，也不能使用由点组成的文件夹名。</translation>
    </message>
    <message>
        <source>Some clips would have no name. Add a field that is always there: {example}.</source>
        <translation>部分视频会没有名称。请加入始终有内容的字段：{example}。</translation>
    </message>
    <message>
        <source>This is too long: it can have {limit} characters.</source>
        <translation>太长了，最多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>These are too many folders: there can be {limit}, one inside the other.</source>
        <translation>文件夹层级过多，最多 {limit} 层。</translation>
    </message>
    <message>
        <source>Several characters are called “{name}”. Give the id of one: {ids}.</source>
        <translation>有多个角色名为“{name}”。请改用其中一个的 ID：{ids}。</translation>
    </message>
    <message>
        <source>No character is called “{name}”, and it does not look like an ID.</source>
        <translation>没有名为“{name}”的角色，它也不像是 ID。</translation>
    </message>
    <message>
        <source>“{name}” was made with {host} and can be used only there.</source>
        <translation>“{name}”是在 {host} 创建的，只能在那里使用。</translation>
    </message>
    <message>
        <source>“{name}” was made with the built-in engine and can be used only there.</source>
        <translation>“{name}”是用内置引擎创建的，只能在内置引擎中使用。</translation>
    </message>
    <message>
        <source>“{field}” is no character’s ID: it has no spaces.</source>
        <translation>“{field}”不是角色 ID：ID 中没有空格。</translation>
    </message>
    <message>
        <source>“{field}” goes with a file only: the clip at an address is used from its start.</source>
        <translation>“{field}”只能用于文件：网址上的视频从头开始使用。</translation>
    </message>
    <message>
        <source>“{field}” goes with {all} only.</source>
        <translation>“{field}”只能与{all}搭配使用。</translation>
    </message>
    <message>
        <source>“{field}” needs {any} too.</source>
        <translation>使用“{field}”时还需要{any}。</translation>
    </message>
    <message>
        <source>This model needs {any}.</source>
        <translation>此模型需要{any}。</translation>
    </message>
    <message>
        <source>“{field}” does not go with {all}.</source>
        <translation>“{field}”不能与{all}同时使用。</translation>
    </message>
    <message>
        <source>“{field}” can&apos;t be this with {all}.</source>
        <translation>搭配{all}时，“{field}”不能取这个值。</translation>
    </message>
    <message>
        <source>{all} have {count} entries together; this model takes {limit}.</source>
        <translation>{all}合计 {count} 项，此模型最多 {limit} 项。</translation>
    </message>
    <message>
        <source>“{field}” has {count} of the {limit} entries that this model needs.</source>
        <translation>“{field}”只有 {count} 项，此模型至少需要 {limit} 项。</translation>
    </message>
    <message>
        <source>“{field}” must be a number.</source>
        <translation>“{field}”必须是数字。</translation>
    </message>
    <message>
        <source>“{field}” must be a whole number.</source>
        <translation>“{field}”必须是整数。</translation>
    </message>
    <message>
        <source>“{field}” goes in steps of {step}.</source>
        <translation>“{field}”以 {step} 为步长。</translation>
    </message>
    <message>
        <source>“{field}” can be {low} or more.</source>
        <translation>“{field}”不能小于 {low}。</translation>
    </message>
    <message>
        <source>“{field}” can be {high} at most.</source>
        <translation>“{field}”不能大于 {high}。</translation>
    </message>
    <message>
        <source>“{field}” needs a start frame too.</source>
        <translation>使用“{field}”时还需要起始帧。</translation>
    </message>
    <message>
        <source>The file {source} cannot be read: {reason}.</source>
        <translation>无法读取文件 {source}：{reason}。</translation>
    </message>
    <message>
        <source>The file {source} is larger than {limit} MB.</source>
        <translation>文件 {source} 超过 {limit} MB。</translation>
    </message>
    <message>
        <source>{source} has no sound that Foxreel can read.</source>
        <translation>{source} 中没有 Foxreel 能读取的声音。</translation>
    </message>
    <message>
        <source>The sound {source} has {seconds} s. It must have {limit} s at least.</source>
        <translation>音频 {source} 时长 {seconds} 秒，至少需要 {limit} 秒。</translation>
    </message>
    <message>
        <source>The sound {source} has {seconds} s. It can have {limit} s at most.</source>
        <translation>音频 {source} 时长 {seconds} 秒，最多 {limit} 秒。</translation>
    </message>
    <message>
        <source>“{model}” was withdrawn and can&apos;t be asked any more. Nothing was sent.</source>
        <translation>“{model}”已下线，无法再使用。没有发送任何请求。</translation>
    </message>
    <message>
        <source>“{model}” was withdrawn and can&apos;t be asked any more. Nothing was sent. “{nearest}” takes the same inputs.</source>
        <translation>“{model}”已下线，无法再使用。没有发送任何请求。“{nearest}”接受相同的输入。</translation>
    </message>
    <message>
        <source>The base URL “{url}” is not a web address.</source>
        <translation>接口地址“{url}”不是网页地址。</translation>
    </message>
    <message>
        <source>The base URL “{url}” must begin with https://.</source>
        <translation>接口地址“{url}”必须以 https:// 开头。</translation>
    </message>
    <message>
        <source>The base URL must not hold a name or password.</source>
        <translation>接口地址中不能包含用户名或密码。</translation>
    </message>
    <message>
        <source>There is no model “{model}”. Did you mean {nearest}?</source>
        <translation>没有名为“{model}”的模型。您是不是想用 {nearest}？</translation>
    </message>
    <message>
        <source>{file} in the models folder should describe the model “{model}”, and cannot be used. Mend that file (models says what is wrong in it), or remove it.</source>
        <translation>模型文件夹中的 {file} 应描述模型“{model}”，但该文件无法使用。请修正该文件（models 会说明哪里有误），或将其移除。</translation>
    </message>
    <message>
        <source>{file} in the models folder cannot be used (models says what is wrong in it).</source>
        <translation>模型文件夹中的 {file} 无法使用（models 会说明哪里有误）。</translation>
    </message>
    <message>
        <source>There is no model “{model}”. See: {command}.</source>
        <translation>没有模型“{model}”。请查看：{command}。</translation>
    </message>
    <message>
        <source>{model} makes characters, not clips. See: {command}.</source>
        <translation>{model} 用于创建角色，不生成视频。请使用：{command}。</translation>
    </message>
    <message>
        <source>{model} remixes a clip that is there already. See: {command}.</source>
        <translation>{model} 用于改编已有的视频。请使用：{command}。</translation>
    </message>
    <message>
        <source>No model takes all of these.</source>
        <translation>没有模型同时支持这些输入。</translation>
    </message>
    <message>
        <source>{model} has no field “{field}”. It has {choices}.</source>
        <translation>{model} 没有字段“{field}”。可用字段：{choices}。</translation>
    </message>
    <message>
        <source>{model} has no field “{field}”. Did you mean {nearest}? It has {choices}.</source>
        <translation>{model} 没有字段“{field}”。您是不是想用 {nearest}？可用字段：{choices}。</translation>
    </message>
    <message>
        <source>“{field}” is written {example}, not “{text}”.</source>
        <translation>“{field}”应写作 {example}，而不是“{text}”。</translation>
    </message>
    <message>
        <source>“{field}” is given twice.</source>
        <translation>“{field}”给出了两次。</translation>
    </message>
    <message>
        <source>“{field}” stands for a file: use {option}.</source>
        <translation>“{field}”是文件，请使用 {option}。</translation>
    </message>
    <message>
        <source>“{field}” follows from the rest: leave it out.</source>
        <translation>“{field}”由其他内容决定，请去掉。</translation>
    </message>
    <message>
        <source>{model} takes no “{field}”. See: {command}.</source>
        <translation>{model} 不支持“{field}”。可查看：{command}。</translation>
    </message>
    <message>
        <source>{model} takes no “{field}”. Of its family these do: {nearest}.</source>
        <translation>{model} 不支持“{field}”。同系列中支持的有：{nearest}。</translation>
    </message>
    <message>
        <source>“{field}” is always {value} here.</source>
        <translation>“{field}”在此固定为 {value}。</translation>
    </message>
    <message>
        <source>“{field}” is always {value} with {all}.</source>
        <translation>使用{all}时，“{field}”固定为 {value}。</translation>
    </message>
    <message>
        <source>“{field}” can be {choices} with {all}.</source>
        <translation>搭配{all}时，“{field}”可选 {choices}。</translation>
    </message>
    <message>
        <source>“{field}” can be {low} to {high} with {all}.</source>
        <translation>搭配{all}时，“{field}”的范围是 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>“{field}” can be {low} or more with {all}.</source>
        <translation>搭配{all}时，“{field}”不能小于 {low}。</translation>
    </message>
    <message>
        <source>“{field}” can be {high} at most with {all}.</source>
        <translation>搭配{all}时，“{field}”不能大于 {high}。</translation>
    </message>
    <message>
        <source>“{field}” has {count} entries; with {all} this model takes {limit}.</source>
        <translation>“{field}”有 {count} 项；搭配{all}时，此模型最多 {limit} 项。</translation>
    </message>
    <message>
        <source>“{field}” is needed with {all}.</source>
        <translation>搭配{all}时，必须填写“{field}”。</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>you are not allowed to open it</source>
        <translation>你没有打开它的权限</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>its links lead in circles</source>
        <translation>它的链接循环指向自身</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称过长</translation>
    </message>
    <message>
        <source>it is much too large</source>
        <translation>它过大</translation>
    </message>
    <message>
        <source>it is no folder</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>you are not allowed to write there</source>
        <translation>你没有在那里写入的权限</translation>
    </message>
    <message>
        <source>nothing can be written on that disk</source>
        <translation>该磁盘不可写入</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>no user of this computer has that name</source>
        <translation>此电脑上没有该用户</translation>
    </message>
    <message>
        <source>the proxy of your network does not let it through</source>
        <translation>网络代理未放行</translation>
    </message>
    <message>
        <source>the connection to {host} is not secure</source>
        <translation>与 {host} 的连接不安全</translation>
    </message>
    <message>
        <source>{host} took too long</source>
        <translation>{host} 响应超时</translation>
    </message>
    <message>
        <source>{host} does not have it (HTTP {status})</source>
        <translation>{host} 上没有这张图片（HTTP {status}）</translation>
    </message>
    <message>
        <source>{host} does not hand it out (HTTP {status})</source>
        <translation>{host} 拒绝提供这张图片（HTTP {status}）</translation>
    </message>
    <message>
        <source>{host} has trouble of its own (HTTP {status})</source>
        <translation>{host} 自身出现故障（HTTP {status}）</translation>
    </message>
    <message>
        <source>{host} only passes it on in circles</source>
        <translation>{host} 一直在循环跳转</translation>
    </message>
    <message>
        <source>the address cannot be used</source>
        <translation>地址不可用</translation>
    </message>
    <message>
        <source>the connection to {host} broke off</source>
        <translation>与 {host} 的连接中断</translation>
    </message>
    <message>
        <source>{host} cannot be reached</source>
        <translation>无法连接到 {host}</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first}和{last}</translation>
    </message>
    <message>
        <source>{first} or {last}</source>
        <translation>{first}或{last}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
    <message>
        <source>“{name}” {value}</source>
        <translation>“{name}”（{value}）</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>{count} jobs from before are waiting and were not sent.</source>
        <translation>有 {count} 个之前的任务还在等待，尚未发送。</translation>
    </message>
    <message>
        <source>A job from before is waiting and was not sent.</source>
        <translation>有一个之前的任务还在等待，尚未发送。</translation>
    </message>
    <message>
        <source>Send {count}</source>
        <translation>发送 {count} 个</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>暂不发送</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>No clip fits this filter and search.</source>
        <translation>没有符合当前筛选和搜索的视频。</translation>
    </message>
    <message>
        <source>Your clips will appear here</source>
        <translation>生成的视频会出现在这里</translation>
    </message>
    <message>
        <source>Write a prompt and press Generate. You can watch it being made.</source>
        <translation>写好提示词，点击“生成”，进度会在这里实时显示。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>{name}: {count}</source>
        <translation>{name}：{count}</translation>
    </message>
    <message>
        <source>With a star</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search prompts, models and task IDs</source>
        <translation>搜索提示词、模型和任务 ID</translation>
    </message>
    <message>
        <source>Add by task ID…</source>
        <translation>按任务 ID 添加…</translation>
    </message>
    <message>
        <source>The list cannot be read: {reason}</source>
        <translation>列表无法读取：{reason}</translation>
    </message>
    <message>
        <source>{count} running</source>
        <translation>{count} 个进行中</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 个等待中</translation>
    </message>
    <message>
        <source>{count} held</source>
        <translation>{count} 个已搁置</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>当前没有进行中的任务</translation>
    </message>
    <message>
        <source>Queue and library</source>
        <translation>队列与作品库</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>视频列表</translation>
    </message>
</context>
<context>
    <name>Rebuilt</name>
    <message>
        <source>Foxreel&apos;s records were damaged and have been put together again. Jobs found: {salvaged} in the damaged file, {from_backup} in a backup, {from_sidecars} in the files beside your clips, {from_receipts} in the list of accepted tasks. The damaged file is kept: {kept}</source>
        <translation>Foxreel 的记录已损坏，现已重建。找回的任务：损坏的文件中 {salvaged} 个，备份中 {from_backup} 个，视频旁的说明文件中 {from_sidecars} 个，已受理任务的清单中 {from_receipts} 个。损坏的文件已保留：{kept}</translation>
    </message>
    <message>
        <source>Foxreel&apos;s records were gone and have been put together again. Jobs found: {from_backup} in a backup, {from_sidecars} in the files beside your clips, {from_receipts} in the list of accepted tasks.</source>
        <translation>Foxreel 的记录丢失，现已重建。找回的任务：备份中 {from_backup} 个，视频旁的说明文件中 {from_sidecars} 个，已受理任务的清单中 {from_receipts} 个。</translation>
    </message>
    <message>
        <source>What was not found may still be at FoxAPI. Fetch such a task by its ID: “Add by task ID” in the window, follow on the command line.</source>
        <translation>没有找回的任务可能仍在 FoxAPI，可凭任务 ID 取回：在窗口中选“按任务 ID 添加”，或在命令行使用 follow。</translation>
    </message>
    <message>
        <source>Unconfirmed now, as they may have been sent already: {unconfirmed}. Nothing is sent again by itself.</source>
        <translation>有 {unconfirmed} 个任务可能已经发送过，现标为未确认。不会自动重新发送。</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>The settings of “{name}” are back.</source>
        <translation>已恢复“{name}”的参数。</translation>
    </message>
    <message>
        <source>Its prompt is not in the file.</source>
        <translation>文件中没有提示词。</translation>
    </message>
    <message>
        <source>Its model “{model}” is not known here.</source>
        <translation>无法识别它的模型“{model}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{name}” does not say how a clip was made.</source>
        <translation>“{name}”中没有视频的生成信息。</translation>
    </message>
    <message>
        <source>Drop to use the settings of this clip again</source>
        <translation>松开即可恢复这个视频的参数</translation>
    </message>
</context>
<context>
    <name>Remix</name>
    <message>
        <source>Only finished clips can be remixed.</source>
        <translation>只有已完成的视频才能改编。</translation>
    </message>
    <message>
        <source>It is a character, not a clip.</source>
        <translation>这是角色，不是视频。</translation>
    </message>
    <message>
        <source>Clips of this model can&apos;t be remixed.</source>
        <translation>这个模型的视频不支持改编。</translation>
    </message>
    <message>
        <source>It was deleted from the server after the download. Switch on “Keep on the server” before making a clip you want to remix.</source>
        <translation>下载后已从服务器删除。想改编的视频，请在生成前打开“保留在服务器上”。</translation>
    </message>
    <message>
        <source>The provider gave no video ID for it, and a remix needs one.</source>
        <translation>服务商没有返回视频 ID，而改编需要它。</translation>
    </message>
    <message>
        <source>The built-in engine kept it for {days} days, which are over.</source>
        <translation>内置引擎只保留 {days} 天，现已过期。</translation>
    </message>
    <message>
        <source>The built-in engine made it. Switch to the built-in engine to remix it.</source>
        <translation>这段视频由内置引擎生成，请切换到内置引擎后再改编。</translation>
    </message>
    <message>
        <source>It is kept at {host}. Switch to that host to remix it.</source>
        <translation>视频保留在 {host}，请切换到该服务器后再改编。</translation>
    </message>
    <message>
        <source>It was made with another key. Switch to that key to remix it.</source>
        <translation>这段视频是用另一个密钥生成的，请换回该密钥后再改编。</translation>
    </message>
    <message>
        <source>No. {reason}</source>
        <translation>不能。{reason}</translation>
    </message>
    <message>
        <source>Perhaps. It was made elsewhere; whether it was kept isn&apos;t known.</source>
        <translation>也许可以。它是在别处生成的，不确定服务器上是否还保留着。</translation>
    </message>
    <message>
        <source>Yes. The built-in engine keeps it for {days} days.</source>
        <translation>可以。内置引擎会保留 {days} 天。</translation>
    </message>
    <message>
        <source>Yes, while the provider keeps it. For how long is not documented.</source>
        <translation>可以，只要服务商还保留着；保留多久没有公开说明。</translation>
    </message>
</context>
<context>
    <name>Resolve</name>
    <message>
        <source>Does this clip exist?</source>
        <translation>这条视频创建了吗？</translation>
    </message>
    <message>
        <source>It exists</source>
        <translation>已经创建</translation>
    </message>
    <message>
        <source>You see it among your tasks there: paste its ID. {follow}</source>
        <translation>在服务商的任务列表里找到了它：粘贴任务号。{follow}</translation>
    </message>
    <message>
        <source>Follow it</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Follow it unchecked</source>
        <translation>不查询，直接跟进</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>再次发送</translation>
    </message>
    <message>
        <source>If you are sure of the ID, follow it unchecked; that cannot be taken back.</source>
        <translation>如果确定任务号无误，可不查询直接跟进；此操作无法撤销。</translation>
    </message>
    <message>
        <source>If the first one exists too, you pay for both.</source>
        <translation>如果第一次其实已经创建，两次都要付费。</translation>
    </message>
    <message>
        <source>The built-in engine costs nothing.</source>
        <translation>内置引擎不收费。</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>再次发送…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Send and pay</source>
        <translation>发送并付费</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Asked for {when}, to be sent to {host}</source>
        <translation>{when} 提交，待发送到 {host}</translation>
    </message>
    <message>
        <source>Foxreel follows it, and nothing is paid again.</source>
        <translation>Foxreel 会跟进，不会再次付费。</translation>
    </message>
    <message>
        <source>It costs about {price}. {twice}</source>
        <translation>约 {price}。{twice}</translation>
    </message>
    <message>
        <source>Foxreel does not look for it any more.</source>
        <translation>Foxreel 不再查找它。</translation>
    </message>
    <message>
        <source>Foxreel does not look for it any more. It may have been charged all the same.</source>
        <translation>Foxreel 不再查找它。它仍可能已经扣费。</translation>
    </message>
    <message>
        <source>{host} does not know a task with this ID. Check the ID, and that it belongs to the key that this clip was sent with.</source>
        <translation>{host} 没有这个任务号的任务。请检查任务号，以及它是否属于发送这条视频时所用的密钥。</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>Sent {when} to {host}</source>
        <translation>{when} 发送到 {host}</translation>
    </message>
    <message>
        <source>This draws the clip anew.</source>
        <translation>将重新绘制这条视频。</translation>
    </message>
    <message>
        <source>This asks for a new clip, and pays for it.</source>
        <translation>将生成一条新视频，并为它付费。</translation>
    </message>
</context>
<context>
    <name>Reusing</name>
    <message>
        <source>“{model}” takes the same inputs.</source>
        <translation>“{model}”接受相同的输入。</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>改用 {model}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{model}” takes the same inputs; the form opens with it.</source>
        <translation>“{model}”接受相同的输入，表单已改用它。</translation>
    </message>
    <message>
        <source>“{model}” was withdrawn.</source>
        <translation>“{model}”已下线。</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Start frame</source>
        <translation>起始帧</translation>
    </message>
    <message>
        <source>End frame</source>
        <translation>结束帧</translation>
    </message>
    <message>
        <source>Reference picture</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Source clip</source>
        <translation>原视频</translation>
    </message>
    <message>
        <source>Reference clip</source>
        <translation>参考视频</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Reference sound</source>
        <translation>参考音频</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>{count} takes</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>Take {number}</source>
        <translation>第 {number} 条</translation>
    </message>
    <message>
        <source>Take {number}, tried again</source>
        <translation>第 {number} 条（已重试）</translation>
    </message>
    <message>
        <source>{count} ready</source>
        <translation>已就绪 {count} 条</translation>
    </message>
    <message>
        <source>all ready</source>
        <translation>全部就绪</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>失败 {count} 条</translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation>待确认 {count} 条</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>已停止 {count} 条</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>{count} under way</source>
        <translation>进行中 {count} 条</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已淘汰</translation>
    </message>
    <message>
        <source>File missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>The clip is no longer where it was saved.</source>
        <translation>视频已不在原来的保存位置。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>上传中</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>In line</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>shot {number}</source>
        <translation>镜头 {number}</translation>
    </message>
    <message>
        <source>built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>take {count}</source>
        <translation>第 {count} 条</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>added by its ID</source>
        <translation>通过 ID 添加</translation>
    </message>
    <message>
        <source>added by its task ID</source>
        <translation>按任务 ID 添加</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>~{count} s left</source>
        <translation>约剩 {count} 秒</translation>
    </message>
    <message>
        <source>~{count} min left</source>
        <translation>约剩 {count} 分钟</translation>
    </message>
    <message>
        <source>~{count} h left</source>
        <translation>约剩 {count} 小时</translation>
    </message>
    <message>
        <source>{count}%</source>
        <translation>{count}%</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Held, not sent</source>
        <translation>已搁置，未发送</translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Waits for shot {number}</source>
        <translation>等待镜头 {number}</translation>
    </message>
    <message>
        <source>link has run out</source>
        <translation>链接已失效</translation>
    </message>
    <message>
        <source>link ends in {count} min</source>
        <translation>链接 {count} 分钟后失效</translation>
    </message>
    <message>
        <source>link ends in {count} h</source>
        <translation>链接 {count} 小时后失效</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>取消淘汰</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Fold the takes</source>
        <translation>收起各条</translation>
    </message>
    <message>
        <source>Show the takes</source>
        <translation>展开各条</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>视频库</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>并发</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>Slots</name>
    <message>
        <source>Remove {name}</source>
        <translation>移除{name}</translation>
    </message>
    <message>
        <source>Drop a clip here</source>
        <translation>将视频拖到这里</translation>
    </message>
    <message>
        <source>Library…</source>
        <translation>视频库…</translation>
    </message>
    <message>
        <source>There is no clip in the clipboard.</source>
        <translation>剪贴板中没有视频。</translation>
    </message>
    <message>
        <source>Drop to use this clip</source>
        <translation>松开即可使用这段视频</translation>
    </message>
    <message>
        <source>Drop to use this sound</source>
        <translation>松开即可使用这段音频</translation>
    </message>
    <message>
        <source>There is nothing for this in the clipboard.</source>
        <translation>剪贴板中没有可用的内容。</translation>
    </message>
    <message>
        <source>{count} did not fit: the model takes {limit}.</source>
        <translation>有 {count} 个放不下：该模型最多接受 {limit} 个。</translation>
    </message>
    <message>
        <source>Sounds ({patterns})</source>
        <translation>音频 ({patterns})</translation>
    </message>
    <message>
        <source>A file is still on its way.</source>
        <translation>还有文件正在获取中。</translation>
    </message>
    <message>
        <source>Choose a clip from the library</source>
        <translation>从视频库选择视频</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Finished clips</source>
        <translation>已完成的视频</translation>
    </message>
    <message>
        <source>No finished clip is called that.</source>
        <translation>没有找到相符的已完成视频。</translation>
    </message>
    <message>
        <source>There is no finished clip in the library yet.</source>
        <translation>视频库中还没有已完成的视频。</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Write {name} into the prompt</source>
        <translation>将 {name} 写入提示词</translation>
    </message>
    <message>
        <source>Add the picture that the clip begins with.</source>
        <translation>请添加视频开头的画面。</translation>
    </message>
    <message>
        <source>Add the picture that the clip ends with.</source>
        <translation>请添加视频结尾的画面。</translation>
    </message>
    <message>
        <source>Add a picture that the clip should follow.</source>
        <translation>请添加供视频参考的图片。</translation>
    </message>
    <message>
        <source>Choose the clip to work on.</source>
        <translation>请选择要处理的视频。</translation>
    </message>
    <message>
        <source>Add a clip that the new one should follow.</source>
        <translation>请添加供新视频参考的视频。</translation>
    </message>
    <message>
        <source>Add the sound that the clip should follow.</source>
        <translation>请添加用来驱动视频的音频。</translation>
    </message>
    <message>
        <source>Add a sound that the clip should use.</source>
        <translation>请添加视频中要使用的音频。</translation>
    </message>
    <message>
        <source>up to {count} pictures</source>
        <translation>最多 {count} 张图片</translation>
    </message>
    <message>
        <source>up to {count} clips</source>
        <translation>最多 {count} 段视频</translation>
    </message>
    <message>
        <source>up to {count} sounds</source>
        <translation>最多 {count} 段音频</translation>
    </message>
    <message>
        <source>Drop pictures, or browse</source>
        <translation>拖入图片，或点击选择</translation>
    </message>
    <message>
        <source>Drop a picture, or browse</source>
        <translation>拖入一张图片，或点击选择</translation>
    </message>
    <message>
        <source>Drop clips, or browse</source>
        <translation>拖入视频，或点击选择</translation>
    </message>
    <message>
        <source>Drop a clip, or browse</source>
        <translation>拖入一段视频，或点击选择</translation>
    </message>
    <message>
        <source>Drop sounds, or browse</source>
        <translation>拖入音频，或点击选择</translation>
    </message>
    <message>
        <source>Drop a sound, or browse</source>
        <translation>拖入一段音频，或点击选择</translation>
    </message>
    <message>
        <source>{name} · required</source>
        <translation>{name} · 必选</translation>
    </message>
    <message>
        <source>{low} to {high} s</source>
        <translation>{low}–{high} 秒</translation>
    </message>
    <message>
        <source>up to {high} s</source>
        <translation>最长 {high} 秒</translation>
    </message>
    <message>
        <source>at least {low} s</source>
        <translation>最短 {low} 秒</translation>
    </message>
    <message>
        <source>at least {count} px on the shorter side</source>
        <translation>短边至少 {count} 像素</translation>
    </message>
    <message>
        <source>{count} MB at most</source>
        <translation>不超过 {count} MB</translation>
    </message>
    <message>
        <source>{model} takes no clip, so this is {other} now.</source>
        <translation>{model} 不支持视频文件，已切换为 {other}。</translation>
    </message>
    <message>
        <source>{model} takes no sound, so this is {other} now.</source>
        <translation>{model} 不支持声音文件，已切换为 {other}。</translation>
    </message>
    <message>
        <source>{model} takes no sound.</source>
        <translation>{model} 不支持声音文件。</translation>
    </message>
    <message>
        <source>Use it for “{mode}”</source>
        <translation>用于“{mode}”</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Cannot be played</source>
        <translation>无法播放</translation>
    </message>
    <message>
        <source>{done} of {size}</source>
        <translation>{done} / {size}</translation>
    </message>
    <message>
        <source>the provider says “{status}”</source>
        <translation>服务商状态：“{status}”</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>播放区</translation>
    </message>
    <message>
        <source>Choose a clip to watch it here.</source>
        <translation>选择一个视频，在这里观看。</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>waiting</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>uploading the start frame</source>
        <translation>正在上传起始帧</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>in the provider&apos;s queue</source>
        <translation>服务商排队中</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>uploading the clip</source>
        <translation>正在上传视频</translation>
    </message>
    <message>
        <source>uploading the files</source>
        <translation>正在上传文件</translation>
    </message>
    <message>
        <source>{state} · built-in engine</source>
        <translation>{state} · 内置引擎</translation>
    </message>
    <message>
        <source>(built-in engine)</source>
        <translation>（内置引擎）</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One less</source>
        <translation>减一</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一</translation>
    </message>
</context>
<context>
    <name>Storyboard</name>
    <message>
        <source>There is no shot in it.</source>
        <translation>里面没有镜头。</translation>
    </message>
    <message>
        <source>The first shot has none before it to continue from.</source>
        <translation>第一个镜头前面没有可以承接的镜头。</translation>
    </message>
    <message>
        <source>It continues from the shot before it, and has a picture of its own: only one of them can be its start frame.</source>
        <translation>它既承接上一镜，又有自己的图片：起始帧只能取其一。</translation>
    </message>
    <message>
        <source>“{field}” must be a number.</source>
        <translation>“{field}”必须是数字。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is no text that Foxreel can read. Save it as UTF-8.</source>
        <translation>Foxreel 读不出 {file} 的文字，请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>里面没有内容。</translation>
    </message>
    <message>
        <source>There are no pictures in the folder {file}.</source>
        <translation>文件夹 {file} 里没有图片。</translation>
    </message>
    <message>
        <source>The model {model} needs more than a prompt and a start frame; it cannot make shots.</source>
        <translation>模型 {model} 除提示词和起始帧外还需要其他内容，不能用于镜头。</translation>
    </message>
    <message>
        <source>The model {model} makes characters, not clips.</source>
        <translation>模型 {model} 用于创建角色，不生成视频。</translation>
    </message>
    <message>
        <source>The model {model} remixes a clip that is there already; no shot can name it.</source>
        <translation>模型 {model} 用于改编已有的视频，镜头无法指定该视频。</translation>
    </message>
    <message>
        <source>The column “{column}” is not known. Known are {choices}, and the fields of the models.</source>
        <translation>无法识别列“{column}”。可用的列：{choices}，以及模型的字段。</translation>
    </message>
    <message>
        <source>The column “{column}” is not known. Did you mean {nearest}?</source>
        <translation>无法识别列“{column}”。您是不是想写 {nearest}？</translation>
    </message>
    <message>
        <source>The column “{field}” is there twice.</source>
        <translation>“{field}”这一列出现了两次。</translation>
    </message>
    <message>
        <source>The first line must name the columns, and one of them must be “prompt” or one for a file, like “image”.</source>
        <translation>第一行必须是列名，其中要有“prompt”，或某个文件列，例如“image”。</translation>
    </message>
    <message>
        <source>From here on the table cannot be read: a quotation mark may be missing.</source>
        <translation>表格从这里开始读不出来，可能少了一个引号。</translation>
    </message>
    <message>
        <source>It has {count} cells, and the first line has {limit}. A text with a separator in it belongs between quotation marks.</source>
        <translation>这一行有 {count} 格，而第一行只有 {limit} 格。含分隔符的文字请用引号括起来。</translation>
    </message>
    <message>
        <source>This is no JSON.</source>
        <translation>这不是 JSON。</translation>
    </message>
    <message>
        <source>This is no JSON object.</source>
        <translation>这不是 JSON 对象。</translation>
    </message>
    <message>
        <source>1 shot</source>
        <translation>1 个镜头</translation>
    </message>
    <message>
        <source>{count} shots</source>
        <translation>{count} 个镜头</translation>
    </message>
    <message>
        <source>{count} clips</source>
        <translation>{count} 条视频</translation>
    </message>
    <message>
        <source>length not known beforehand</source>
        <translation>时长无法预知</translation>
    </message>
    <message>
        <source>at least {length}</source>
        <translation>至少 {length}</translation>
    </message>
    <message>
        <source>price not known beforehand</source>
        <translation>价格无法预知</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>about {price}</source>
        <translation>约 {price}</translation>
    </message>
    <message>
        <source>at least {price}</source>
        <translation>至少 {price}</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>Line {line}: {words}</source>
        <translation>第 {line} 行：{words}</translation>
    </message>
    <message>
        <source>Shot {number}: {words}</source>
        <translation>镜头 {number}：{words}</translation>
    </message>
    <message>
        <source>Shot {number} (line {line}): {words}</source>
        <translation>镜头 {number}（第 {line} 行）：{words}</translation>
    </message>
    <message>
        <source>Open a storyboard</source>
        <translation>打开分镜</translation>
    </message>
    <message>
        <source>Tables and texts ({patterns})</source>
        <translation>表格与文本（{patterns}）</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 条</translation>
    </message>
    <message>
        <source>{file} was not taken:</source>
        <translation>没有导入 {file}：</translation>
    </message>
    <message>
        <source>That cannot be read: {reason}.</source>
        <translation>无法读取：{reason}。</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>无法读取图片。</translation>
    </message>
    <message>
        <source>from the last frame of shot {number}</source>
        <translation>承接镜头 {number} 的最后一帧</translation>
    </message>
    <message>
        <source>What does this shot show?</source>
        <translation>这个镜头拍什么？</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>Add a shot</source>
        <translation>添加镜头</translation>
    </message>
    <message>
        <source>the built-in engine costs nothing</source>
        <translation>内置引擎免费</translation>
    </message>
    <message>
        <source>A film in shots</source>
        <translation>用镜头拼成一部片子</translation>
    </message>
    <message>
        <source>Write shot by shot, paste a text, open a table, or drop pictures. A shot can begin with the last frame of the one before it.</source>
        <translation>逐个写镜头、粘贴文本、打开表格，或拖入图片。镜头可以从上一镜的最后一帧开始。</translation>
    </message>
    <message>
        <source>Write the first shot</source>
        <translation>写第一个镜头</translation>
    </message>
    <message>
        <source>Bring back the last one</source>
        <translation>找回上一份</translation>
    </message>
    <message>
        <source>Generate all</source>
        <translation>全部生成</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No model here makes shots of a prompt: files in your folder of models have replaced those that did.</source>
        <translation>目前没有可根据提示词制作镜头的模型：您模型文件夹中的文件替换了原来的那些。</translation>
    </message>
    <message>
        <source>1 shot is in the queue.</source>
        <translation>1 个镜头已进入队列。</translation>
    </message>
    <message>
        <source>{count} shots are in the queue.</source>
        <translation>{count} 个镜头已进入队列。</translation>
    </message>
    <message>
        <source>Paste a text</source>
        <translation>粘贴文本</translation>
    </message>
    <message>
        <source>A paragraph is a shot; blank lines separate them. Numbers are left out, and “(8s)” at the end sets the length.</source>
        <translation>一段就是一个镜头，用空行分开。编号会自动去掉，末尾的“(8s)”或“8 秒”表示时长。</translation>
    </message>
    <message>
        <source>A paragraph is a shot; blank lines separate them.</source>
        <translation>一段就是一个镜头，用空行分开。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{count} shots are too many</source>
        <translation>{count} 个镜头太多了</translation>
    </message>
    <message>
        <source>Add 1 shot</source>
        <translation>添加 1 个镜头</translation>
    </message>
    <message>
        <source>Add {count} shots</source>
        <translation>添加 {count} 个镜头</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Every shot is made like this, unless it says otherwise.</source>
        <translation>所有镜头都按这里的设置生成，单独改过的除外。</translation>
    </message>
    <message>
        <source>Shot {number}</source>
        <translation>镜头 {number}</translation>
    </message>
    <message>
        <source>no prompt yet</source>
        <translation>还没有提示词</translation>
    </message>
    <message>
        <source>Settings of its own</source>
        <translation>单独设置</translation>
    </message>
    <message>
        <source>Same as all</source>
        <translation>与全部一致</translation>
    </message>
    <message>
        <source>Continue from shot {number}, with its last frame</source>
        <translation>承接镜头 {number}，从它的最后一帧开始</translation>
    </message>
    <message>
        <source>Settings of</source>
        <translation>设置范围</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>All shots</source>
        <translation>全部镜头</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Paste text…</source>
        <translation>粘贴文本…</translation>
    </message>
    <message>
        <source>Open CSV…</source>
        <translation>打开 CSV…</translation>
    </message>
    <message>
        <source>A CSV table, JSON lines or a text: a row is a shot</source>
        <translation>CSV 表格、JSON Lines 或文本：一行一个镜头</translation>
    </message>
    <message>
        <source>From pictures…</source>
        <translation>从图片…</translation>
    </message>
    <message>
        <source>A folder of pictures: each is a shot</source>
        <translation>图片文件夹：一张图片一个镜头</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>镜头列表</translation>
    </message>
    <message>
        <source>Begin with the last frame of the shot before (L)</source>
        <translation>从上一镜的最后一帧开始（L）</translation>
    </message>
    <message>
        <source>Let it stand alone (L)</source>
        <translation>不再承接上一镜（L）</translation>
    </message>
    <message>
        <source>Duplicate (Ctrl+D)</source>
        <translation>复制一份（Ctrl+D）</translation>
    </message>
    <message>
        <source>Delete the shot (Del)</source>
        <translation>删除镜头（Del）</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个角色</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 个角色</translation>
    </message>
    <message>
        <source>{count} × {input}</source>
        <translation>{input} × {count}</translation>
    </message>
    <message>
        <source>Shot {numbers} is not ready.</source>
        <translation>镜头 {numbers} 还没准备好。</translation>
    </message>
    <message>
        <source>Shots {numbers} are not ready.</source>
        <translation>镜头 {numbers} 还没准备好。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Continue from the shot before</source>
        <translation>承接上一镜</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Shot {number}</source>
        <translation>镜头 {number}</translation>
    </message>
    <message>
        <source>Play all</source>
        <translation>连播</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play the shots one after the other</source>
        <translation>按顺序连续播放所有镜头</translation>
    </message>
    <message>
        <source>Join…</source>
        <translation>合成…</translation>
    </message>
    <message>
        <source>Make one film of the shots</source>
        <translation>把这些镜头合成一个成片</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Arrow keys choose a shot, with Alt they move it, J leaves it out of the film</source>
        <translation>方向键选择镜头，按住 Alt 移动镜头，按 J 不放入成片</translation>
    </message>
    <message>
        <source>Leave out of the film (J)</source>
        <translation>不放入成片（J）</translation>
    </message>
    <message>
        <source>Take into the film (J)</source>
        <translation>放入成片（J）</translation>
    </message>
    <message>
        <source>left out of the film</source>
        <translation>不放入成片</translation>
    </message>
    <message>
        <source>{count} shots</source>
        <translation>{count} 个镜头</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>Paste the ID of the task first.</source>
        <translation>请先粘贴任务号。</translation>
    </message>
    <message>
        <source>There are several task IDs in this.</source>
        <translation>这里有多个任务号，请只粘贴一个。</translation>
    </message>
    <message>
        <source>There is no task ID in this.</source>
        <translation>这里没有任务号。</translation>
    </message>
    <message>
        <source>Task ID</source>
        <translation>任务号</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此提示</translation>
    </message>
</context>
<context>
    <name>Unexpected</name>
    <message>
        <source>Something unexpected happened. Your clips and jobs go on, and nothing is sent again.</source>
        <translation>发生了意外情况。片段和任务不受影响，也不会重复发送任何请求。</translation>
    </message>
    <message>
        <source>Something unexpected happened, {count} times by now. Your clips and jobs go on, and nothing is sent again.</source>
        <translation>发生了意外情况，目前已有 {count} 次。片段和任务不受影响，也不会重复发送任何请求。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>Unwritable</name>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>nothing may be written there</source>
        <translation>无法写入，没有写入权限或为只读</translation>
    </message>
    <message>
        <source>the disk does not read or write</source>
        <translation>磁盘读写失败</translation>
    </message>
    <message>
        <source>another program keeps them locked</source>
        <translation>被其他程序锁定</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>Make room on that disk.</source>
        <translation>请在该磁盘上腾出空间。</translation>
    </message>
    <message>
        <source>Make it writable.</source>
        <translation>请使其可写。</translation>
    </message>
    <message>
        <source>Check that disk.</source>
        <translation>请检查该磁盘。</translation>
    </message>
    <message>
        <source>Close what else has them open.</source>
        <translation>请关闭占用它的其他程序。</translation>
    </message>
    <message>
        <source>Move that folder away.</source>
        <translation>请移走该文件夹。</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records cannot be written: {reason}.</source>
        <translation>无法写入 Foxreel 的记录：{reason}。</translation>
    </message>
    <message>
        <source>{step} Foxreel goes on by itself then.</source>
        <translation>{step}之后 Foxreel 会自动继续。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>没有发送任何请求。</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own folder {folder} cannot be written: {reason}.</source>
        <translation>无法写入 Foxreel 的文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{step} Nothing is sent until then.</source>
        <translation>{step}在此之前不会发送任何请求。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to Foxreel</source>
        <translation>欢迎使用 Foxreel</translation>
    </message>
    <message>
        <source>Write a prompt, add a start frame if you like, and every clip that you pay for lands on your disk.</source>
        <translation>写下提示词，需要时加一张起始帧；你付费生成的每一条视频，都会完整保存到本机。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Paste your key</source>
        <translation>粘贴你的密钥</translation>
    </message>
    <message>
        <source>You find it in your FoxAPI account. Clips that are made there cost money.</source>
        <translation>密钥在你的 FoxAPI 账户中。用它生成视频会产生费用。</translation>
    </message>
    <message>
        <source>Try the built-in engine</source>
        <translation>试用内置引擎</translation>
    </message>
    <message>
        <source>See how Foxreel works, with clips that this computer draws by itself.</source>
        <translation>用本机自己绘制的视频，先看看 Foxreel 怎么用。</translation>
    </message>
    <message>
        <source>No key and no network</source>
        <translation>无需密钥，无需联网</translation>
    </message>
    <message>
        <source>No cost</source>
        <translation>不收费</translation>
    </message>
    <message>
        <source>Animatics that say in the picture what they are</source>
        <translation>生成的是动态示意片，画面中会注明</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>You can add a key later, in Settings.</source>
        <translation>之后可以在“设置”中添加密钥。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Close the clip</source>
        <translation>关闭视频</translation>
    </message>
</context>
<context>
    <name>argparse</name>
    <message>
        <source>usage: </source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>显示本帮助并退出</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>显示版本号并退出</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>缺少参数：%s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>无法识别的参数：%s</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>需要一个值</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>至少需要一个值</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>参数 %(argument_name)s：%(message)s</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>无效的选择：%(value)r（可选：%(choices)s）</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>无效的 %(type)s 值：%(value)r</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>不能与 %s 同时使用</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>选项 %(option)s 不明确，可能是 %(matches)s</translation>
    </message>
</context>
</TS>
