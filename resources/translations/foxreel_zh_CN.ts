<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message>
        <source>Try {program} --help.</source>
        <translation>试试 {program} --help。</translation>
    </message>
    <message>
        <source>Makes video clips with FoxAPI, and brings every one home.</source>
        <translation>用 FoxAPI 生成视频，并把每一条都完整带回本机。</translation>
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
        <source>make a clip from a prompt, or from a picture too</source>
        <translation>用提示词（也可加一张图片）生成视频</translation>
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
        <source>the start frame</source>
        <translation>起始帧图片</translation>
    </message>
    <message>
        <source>how the picture is made to fit (crop)</source>
        <translation>图片如何适配画面（默认 crop 裁切）</translation>
    </message>
    <message>
        <source>16:9 or 9:16</source>
        <translation>16:9 或 9:16</translation>
    </message>
    <message>
        <source>length in seconds</source>
        <translation>时长（秒）</translation>
    </message>
    <message>
        <source>720p or 1080p</source>
        <translation>720p 或 1080p</translation>
    </message>
    <message>
        <source>a character&apos;s id; twice at most</source>
        <translation>角色 ID，最多两个</translation>
    </message>
    <message>
        <source>let the provider keep the clip, so that it can be remixed</source>
        <translation>让服务商保留视频，以便之后 Remix</translation>
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
        <source>list the jobs</source>
        <translation>列出任务</translation>
    </message>
    <message>
        <source>only these</source>
        <translation>只看这个状态</translation>
    </message>
    <message>
        <source>list the models</source>
        <translation>列出模型</translation>
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
        <source>print one JSON object a line for each job</source>
        <translation>每个任务输出一行 JSON</translation>
    </message>
    <message>
        <source>use the built-in engine: no key, no cost, not Sora</source>
        <translation>使用内置引擎：无需密钥，不花钱，但不是 Sora</translation>
    </message>
    <message>
        <source>Golden hour waves roll onto a quiet beach, slow and soft</source>
        <translation>金色夕阳下，海浪轻轻涌上宁静的沙滩，缓慢而柔和</translation>
    </message>
    <message>
        <source>Foxreel&apos;s own records cannot be used: </source>
        <translation>无法使用 Foxreel 自己的记录：</translation>
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
        <source>What this key may call is not known: {reason}</source>
        <translation>无法得知此密钥可用的模型：{reason}</translation>
    </message>
    <message>
        <source>{count} unconfirmed: see jobs --state unconfirmed. They are not sent again.</source>
        <translation>有 {count} 个任务未确认：用 jobs --state unconfirmed 查看。它们不会再次发送。</translation>
    </message>
    <message>
        <source>Nothing is unfinished.</source>
        <translation>没有未完成的任务。</translation>
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
        <source>{id} is unconfirmed: it may exist and be charged, so it is not sent again. If you find its task at FoxAPI, follow that task&apos;s id.</source>
        <translation>{id} 状态未确认：任务可能已创建并扣费，因此不会再次发送。如果在 FoxAPI 找到了它的任务，请用 follow 加任务号取回。</translation>
    </message>
    <message>
        <source>{file} was written by a newer Foxreel. Nothing was changed in it.</source>
        <translation>{file} 由更新版本的 Foxreel 写入，内容未作任何改动。</translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}). Nothing was changed in it.</source>
        <translation>{file} 已损坏（{reason}），内容未作任何改动。</translation>
    </message>
    <message>
        <source>{file} cannot be opened ({reason}).</source>
        <translation>无法打开 {file}（{reason}）。</translation>
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
        <source>Foxreel&apos;s own records cannot be written: {message}</source>
        <translation>无法写入 Foxreel 自己的记录：{message}</translation>
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
        <source>not sent; resume sends it.</source>
        <translation>尚未发送；执行 resume 即可发送。</translation>
    </message>
    <message>
        <source>not enabled for this key</source>
        <translation>此密钥未开通</translation>
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
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Foxreel built-in engine</source>
        <translation>Foxreel 内置引擎</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Nothing was sent and nothing was charged.</source>
        <translation>未发送任何内容，也未扣费。</translation>
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
        <source>FoxAPI does not say whether this was charged; your balance shows it.</source>
        <translation>FoxAPI 没有说明是否扣费，请以余额为准。</translation>
    </message>
    <message>
        <source>The clip is paid for; asking for it costs nothing more.</source>
        <translation>这条视频已付费，再次获取不另收费。</translation>
    </message>
    <message>
        <source>Foxreel tries again by itself.</source>
        <translation>Foxreel 会自动重试。</translation>
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
        <source>This program does not know the model any more.</source>
        <translation>程序已不认识这个模型。</translation>
    </message>
    <message>
        <source>Ask again with another model.</source>
        <translation>请换一个模型重新生成。</translation>
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
        <source>Check character ids and links, then try again.</source>
        <translation>请检查角色 ID 和链接，然后重试。</translation>
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
</context>
<context>
    <name>Problem</name>
    <message>
        <source>There is no model “{model}”. Known models: {choices}.</source>
        <translation>没有名为“{model}”的模型。可用模型：{choices}。</translation>
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
        <source>“{field}” has {count} entries; this model takes {limit}.</source>
        <translation>“{field}”有 {count} 项，此模型最多 {limit} 项。</translation>
    </message>
    <message>
        <source>“{field}” holds characters that no key has. Nothing was sent.</source>
        <translation>“{field}”中含有密钥不会有的字符。未发送任何内容。</translation>
    </message>
    <message>
        <source>“{field}” can be {low} to {high}.</source>
        <translation>“{field}”的范围是 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>“{field}” needs a start frame.</source>
        <translation>使用“{field}”需要起始帧。</translation>
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
        <source>The picture {source} is damaged.</source>
        <translation>图片 {source} 已损坏。</translation>
    </message>
    <message>
        <source>{source} is neither a file nor an http(s) address.</source>
        <translation>{source} 既不是文件，也不是 http(s) 地址。</translation>
    </message>
    <message>
        <source>The size of this model&apos;s clips is not known.</source>
        <translation>无法得知此模型的视频尺寸。</translation>
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
        <source>{state} · built-in engine</source>
        <translation>{state} · 内置引擎</translation>
    </message>
    <message>
        <source>(built-in engine)</source>
        <translation>（内置引擎）</translation>
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
